#!/bin/sh
# Run by PostgreSQL's image at its first start: the table of trips, and a user who may only read it.
set -e
psql --set=ON_ERROR_STOP=1 --set=password="$READER_PASSWORD" --username=postgres --dbname=travel <<'SQL'
CREATE TABLE trips (trip text, depart date, arrive date, origin text, destination text, mode text);
CREATE ROLE reader LOGIN PASSWORD :'password';
ALTER ROLE reader SET default_transaction_read_only = on;
GRANT SELECT ON trips TO reader;
SQL
