// Types: the shapes that modules share, for JSDoc alone. Nothing imports this file at run time.

/**
 * @typedef {object} About texts of a data set; each may be blank (`data/records/about.py`)
 * @property {string} title
 * @property {string} traveller
 * @property {number | null} home the place that trips start from, by number
 * @property {string} sources_read_to an ISO day
 * @property {string} sources_note
 * @property {string} counting
 * @property {string} places_note
 * @property {string} licence
 * @property {string} credits
 * @property {string} corrections an address
 * @property {Claim | null} claim
 * @property {Publication} [publication] where there is any
 * @property {boolean} [states_homes] whether the trips of travellers start where the table says that they live
 * @property {number} [rows_not_drawn] how many rows of the table are not drawn, if any
 * @property {number} [unread_rows] how many of these make no leg; the others have a place that is not known
 *
 * @typedef {object} Publication what those who publish add (`data/records/publication.py`)
 * @property {string} byline
 * @property {string} note
 * @property {string} logo a `data:` address
 * @property {{lat: number, lon: number, text: string}[]} annotations
 *
 * @typedef {object} Claim a published count of trips by one mode
 * @property {string} publisher
 * @property {string} date
 * @property {string} quote
 * @property {Mode} mode
 * @property {string} before an ISO day
 * @property {string[]} sources
 *
 * @typedef {object} TimelineEvent a hollow mark or a band of the timeline; `first` and `last` are "" where open
 * @property {'event' | 'period'} kind
 * @property {string} date
 * @property {string} first
 * @property {string} last
 * @property {string} what
 * @property {string} why
 * @property {string[]} sources
 *
 * @typedef {object} PressError a wrong claim, where it was published, and what is true
 * @property {string} claim
 * @property {string} published
 * @property {string} truth
 * @property {string[]} trips
 * @property {string[]} sources
 *
 * @typedef {object} Person
 * @property {string} id
 * @property {string} name
 * @property {string} native
 * @property {{title: string, start: string, end: string}[]} titles with the ISO days they were held, "" where open
 *
 * @typedef {object} Source a published text; blank where not known
 * @property {string} id
 * @property {string} publisher
 * @property {string} title
 * @property {string} date
 * @property {string} url
 * @property {string} archived
 *
 * @typedef {object} Place
 * @property {number} index
 * @property {string} id
 * @property {string} name
 * @property {string} native
 * @property {string} label
 * @property {string} country an ISO 3166 code
 * @property {number} lon
 * @property {number} lat
 * @property {string} source
 * @property {number | null} from_home_km
 */

/**
 * @typedef {'rail' | 'air' | 'road' | 'sea' | 'foot' | 'other'} Mode
 * @typedef {'paper' | 'ink' | 'water' | 'ground' | 'border' | 'land' | Mode | `group${number}`} ColourName in CSS
 * @typedef {'reported' | 'inferred' | 'schematic'} Basis how well a way is known
 * @typedef {'year' | 'mode' | 'with' | 'country' | 'traveller' | 'evidence' | 'place' | 'route' |
 *   `column${number}`} FacetName
 * @typedef {[place: number | string, inferred?: number]} Stop a place by number, or the name of one that is not known
 *
 * @typedef {[column: string, text: string]} Detail a cell of a column that only this table has, and is not blank
 *
 * @typedef {object} Leg
 * @property {number} index
 * @property {Mode} mode
 * @property {string} vehicle
 * @property {string} note
 * @property {string} evidence
 * @property {string[]} sources ids
 * @property {string} depart an EDTF date, "" where not known
 * @property {string} arrive as `depart`
 * @property {[km: number, source: string][]} published lengths, each with the id of its source
 * @property {boolean} stay whether the dates are those of a visit, not of leaving and arriving
 * @property {Detail[]} details what the table says in columns of its own
 * @property {Stop[]} stops
 * @property {number} drawn_km length of the line on the map
 *
 * @typedef {object} Trip
 * @property {number} index its number in date order
 * @property {string} id
 * @property {string} title
 * @property {string} traveller
 * @property {string} occasion
 * @property {string} outcome
 * @property {Mode} mode
 * @property {string} evidence
 * @property {string[]} met names of leaders
 * @property {string[]} countries ISO 3166 codes
 * @property {string | null} start an ISO day
 * @property {string | null} end an ISO day
 * @property {number | null} days
 * @property {Leg[]} legs
 *
 * @typedef {object} Summary what the sentence says of the trips shown
 * @property {number} n
 * @property {number} total
 * @property {[Mode, number][]} modes
 * @property {number} countries
 * @property {string | null} first an ISO day
 * @property {string | null} last an ISO day
 * @property {Trip | null} longest
 * @property {{days: number, from: string, to: string} | null} gap the longest time at home, if over a year
 * @property {number} [notDrawn] how many rows of the table are not drawn
 */

/**
 * A part of a view that leaves trips out.
 * @typedef {FacetName | 'years' | 'search'} ViewPart
 *
 * Small maps beside the map: one for each traveller, or one of the countries visited.
 * @typedef {'traveller' | 'country'} MapKind
 *
 * What the reader chose, as the URL says it.
 * @typedef {Record<FacetName, Set<string>> & ViewRest} View
 *
 * @typedef {object} ViewRest
 * @property {[first: number, last: number] | null} years
 * @property {string} search a text that trips are searched for, or ""
 * @property {string | null} trip the id of the selected trip
 * @property {number[] | null} at bounds of the map (south, west, north, east), or its latitude, longitude and zoom
 * @property {FacetName | ''} colour what lines are coloured by, "" for the transport
 * @property {MapKind[]} maps small maps that are open
 * @property {string} [key] equal for views of equal facets and years
 *
 * @typedef {object} Changed which parts of a view differ from the one before
 * @property {boolean} facets
 * @property {boolean} trip
 * @property {boolean} at
 * @property {boolean} colour
 * @property {boolean} maps
 * @property {boolean} [covered] whether something of the page lies over another part of the map
 */

/**
 * What a page loads when its reader compares trips (`static/entries/comparison.js`).
 * @typedef {object} Comparison
 * @property {ColourName[]} COLOURS by number of group
 * @property {typeof import('../../static/model/colouring.js').Colouring} Colouring
 * @property {typeof import('../../static/panels/country_map.js').CountryMap} CountryMap
 * @property {typeof import('../../static/panels/small_maps.js').SmallMaps} SmallMaps
 * @property {typeof import('../../static/map/group_rows.js').groupRows} groupRows
 *
 * Loads it, with its style for a document.
 * @typedef {(shown: Document) => Promise<Comparison>} LoadComparison
 *
 * The outlines of countries by ISO 3166 code, written as those of a base map.
 * @typedef {object} CountryOutlines
 * @property {number} scale
 * @property {Record<string, number[][]>} countries
 */

/**
 * Outlines of a base map as `tools/vendor` writes them: lines as longitude, latitude and then deltas, in degrees times
 * `scale`.
 * @typedef {{land: number[][], borders: number[][], scale: number}} Outlines
 */

/** @typedef {{left: number, right: number, bottom: number}} Edges px at the edges of the map */

/**
 * A file that the reader wants: the Share dialog sends it to the server (`page/download.py`).
 * @typedef {object} DownloadRequest
 * @property {number} id 1 for the first request of a page, then 2 and so on
 * @property {string} format html, csv, xlsx, geojson, kml, png, svg, pdf, webp or gif
 * @property {string} language of page, picture and KML
 * @property {Record<string, string[]>} view the parameters of a link, each with its values
 * @property {string} [size] of a picture or an animation: print, slide, card, square or portrait
 * @property {string} [projection] of a picture: mercator or azimuthal
 * @property {boolean} [dark] whether a picture has the colours of the dark theme
 *
 * No file that was requested is wanted any more.
 * @typedef {object} DownloadCancel
 * @property {number} id
 * @property {true} cancel
 *
 * The server's answer to the request of that id.
 * @typedef {object} DownloadResponse
 * @property {number} id
 * @property {string} [address] where the file is, relative to the page
 * @property {string} [name] the name to save it by
 * @property {number} [kb] its size in kilobytes
 * @property {number} [share] how much of it is written, from 0 to 1, while it is built
 * @property {number} [ahead] how many files are built before it
 * @property {string} [reason] why it cannot be built
 */

/**
 * What the script of the page says to a panel, as JSON (`app.py`). The last ones are for the header or a download only.
 * @typedef {object} PanelBase
 * @property {string} url of the data set, relative to the page
 * @property {string | null} translation address of the words in another language
 * @property {string} names address of the names by which trips are searched, in all languages
 * @property {import('../../static/model/view.js').Aliases} aliases
 * @property {Tiles | null} tiles
 * @property {number} table 0 for the page's own trips, else the number of the upload
 * @property {string} session the server's session, which ends with its server
 * @property {boolean} trip_links whether links may hold trips
 * @property {{script: string, countries: string}} comparison addresses of what is loaded once the reader compares
 * @property {string} [title]
 *
 * @typedef {PanelBase & import('../../static/panels/header.js').Notices & Partial<DownloadResponse>
 *   & {languages?: Record<string, string>} & Partial<KeptData>} PanelData
 *
 * What the browser keeps of own trips (`page/upload/kept.py`).
 * @typedef {object} KeptData
 * @property {string} project the address of their project file, "" where there is none
 * @property {string} digest of the payload
 * @property {string} refused why no trips are there, if any were to be
 * @property {string[]} widgets addresses of scripts of Streamlit that show what was read
 *
 * What Streamlit's page gives to the page around it (`page/component.py`).
 * @typedef {KeptData & SessionTrips} SessionData
 *
 * @typedef {object} SessionTrips
 * @property {string} url of the reader's own trips, relative to the page; "" without any
 * @property {string} title
 * @property {string} rows on rows that are not drawn
 * @property {number} table 0 for none, else the number of the upload
 * @property {string} session the server's session
 *
 * @typedef {object} Tiles the host's tile server
 * @property {string} url
 * @property {string} credit
 *
 * What the panels of a page and the map's frame share, `window.tripmap`.
 * @typedef {object} SharedPage
 * @property {string} url of the data set
 * @property {Promise<import('../../static/model/view.js').Store>} opened fails where its data set is lost
 * @property {Promise<import('../../static/model/view.js').Store>} store or that of the data set which took its place
 * @property {Tiles | null} tiles
 * @property {number} table
 * @property {string} session
 * @property {boolean} lost whether an upload went with its server
 * @property {Set<string>} endedSessions
 * @property {Promise<import('../../static/model/trip_link.js').LinkedTrips | null>} link with trips, if one was opened
 * @property {boolean} showsLink whether the trips of the link are shown, which the server has not taken over
 * @property {boolean} [handedOver] whether it has been asked to
 * @property {boolean} takesOver whether it has just done so
 * @property {MutationObserver} [widgets] watches Streamlit's filters
 * @property {HTMLElement} [tools] our buttons after them
 *
 * A place that an ambiguous name of an upload may mean (`page/upload/candidates.py`).
 * @typedef {object} Candidate
 * @property {string} name as the table has it
 * @property {number} index among the candidates of the name
 * @property {number} lat
 * @property {number} lon
 * @property {string} label the place, its country, its kind and its people, in the reader's language
 * @property {string} question what a click does
 *
 * What the panel of uploads gives to the map, `window.tripmapCandidates`.
 * @typedef {object} CandidateChoice
 * @property {Candidate[]} candidates
 * @property {(candidate: Candidate) => void} choose
 *
 * What the page fetches before its scripts have come, `window.tripmapFiles`.
 * @typedef {object} PrefetchedFiles
 * @property {Promise<Response> | null} data until the store has taken it
 * @property {Promise<import('../../static/map/basemap.js').World>} world the base map

 * One data set as `geo/payload.py` writes it: columnar tables, in which repeated values stand once.
 * @typedef {object} Payload
 * @property {string} fingerprint SHA-256 of the tables, hexadecimal
 * @property {string} language
 * @property {Messages} messages
 * @property {Record<string, string>} names
 * @property {Record<string, string>} countries names by ISO 3166 code
 * @property {Record<string, string>} [records] translations of free texts, by the hash of the records' own
 * @property {About} about
 * @property {PlaceTable} places
 * @property {Record<string, Person>} people by name
 * @property {Record<string, Source>} sources by id
 * @property {TripTable} trips
 * @property {LegTable} legs
 * @property {(CodedJson<string> & {name: string})[]} details of the uploaded table alone
 * @property {StopTable} stops
 * @property {SegmentTable} segments
 * @property {Record<number, number[]>} geometries by number of segment: lon, lat in 1e-4 degrees, then deltas
 * @property {UseTable} uses
 * @property {string[]} traced sources of the drawn ways
 * @property {TimelineEvent[]} events
 * @property {PressError[]} errors
 *
 * The texts of a page in one language: a part of each payload, or fetched alone.
 * @typedef {object} Translation
 * @property {string} language
 * @property {Messages} messages
 * @property {Record<string, string>} names proper names in this language, by the records' own
 * @property {Record<string, string>} countries names by ISO 3166 code
 * @property {Record<string, string>} [records] translations of free texts, by the hash of the records' own
 *
 * The same as `geo/payload.py` writes it to be fetched: the messages without their keys.
 * @typedef {Omit<Translation, 'messages'> & {
 *   texts: Messages[string][], keys: string, more: Partial<Messages>}} FetchedWords
 *
 * Messages by key: a text with {holes}, one by plural form, or a list of names.
 * @typedef {{months: string[], months_short: string[], months_alone?: string[], months_short_alone?: string[],
 *   number: string, comma: string, list_comma: string, semicolon: string, colon: string, full_stop: string} &
 *   Record<string, string | string[] | Record<string, string>>} Messages
 *
 * @typedef {object} PlaceTable
 * @property {string[]} id
 * @property {string[]} name
 * @property {string[]} native
 * @property {string[]} label
 * @property {string[]} country
 * @property {number[]} lon
 * @property {number[]} lat
 * @property {string[]} source
 * @property {(number | null)[]} from_home_km
 *
 * @typedef {object} TripTable
 * @property {string[]} id
 * @property {CodedJson<string>} traveller
 * @property {CodedJson<string | [from: string, to: string]>} title
 * @property {CodedJson<string>} occasion
 * @property {CodedJson<string>} outcome
 * @property {CodedJson<Mode>} mode
 * @property {CodedJson<string>} evidence
 * @property {CodedJson<string[]>} met
 * @property {CodedJson<string[]>} countries
 * @property {(number | null)[]} start days since 1 January 1970
 * @property {(number | null)[]} end
 * @property {(number | null)[]} days
 * @property {number[]} legs how many each trip has
 *
 * @typedef {object} LegTable
 * @property {CodedJson<Mode>} mode
 * @property {CodedJson<string>} vehicle
 * @property {CodedJson<string>} note
 * @property {CodedJson<string>} evidence
 * @property {CodedJson<string[]>} sources
 * @property {CodedJson<string>} depart
 * @property {CodedJson<string>} arrive
 * @property {CodedJson<[number, string][]>} published
 * @property {CodedJson<number>} stay
 * @property {number[]} stops how many each leg has
 * @property {number[]} uses how many each leg has
 *
 * @typedef {object} StopTable
 * @property {number[]} place by number; -1, -2 and so on are `names`
 * @property {number[]} inferred 1 or 0
 * @property {string[]} names of places that are not known
 *
 * @typedef {object} SegmentTable
 * @property {number[]} start a place by number
 * @property {number[]} end
 * @property {CodedJson<Mode>} mode
 * @property {number[]} km
 *
 * @typedef {object} UseTable segments as the legs run over them, in order
 * @property {number[]} segment by number
 * @property {number[]} forward 1 or 0
 * @property {CodedJson<Basis>} basis
 */

/**
 * A column of repeated values as JSON: row `r` has the value `values[codes[r]]`.
 * @template T
 * @typedef {{values: T[], codes: number[]}} CodedJson
 */

/**
 * A column of repeated values in memory.
 * @template T
 * @typedef {{values: T[], codes: Uint32Array}} Coded
 */

/**
 * Numbers of trips, such as those that a view shows.
 * @typedef {Uint32Array | number[]} TripNumbers
 *
 * A use of a segment by a leg.
 * @typedef {object} Use
 * @property {number} segment
 * @property {boolean} forward whether the segment is travelled from its start to its end
 * @property {Basis} basis
 *
 * How some trips use the segments, by number of segment.
 * @typedef {object} Traffic
 * @property {Uint32Array} count of trips
 * @property {Uint8Array} basis the best one, as a number of `BASES`
 * @property {Uint8Array} directions 1 forward, 2 back, 3 both
 * @property {number} lines how many segments are used at all
 *
 * A place that is marked on the map, or several of one label and country: a city, its station and its airport.
 * @typedef {object} Marker
 * @property {number} index
 * @property {string} key
 * @property {Place} place where the mark stands
 * @property {boolean} home
 */

export {};
