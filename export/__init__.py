"""Files to take away: pictures, tables, GeoJSON, KML, the one-file page and the static site."""
