-- What would the figures of the whole be, were what went kept in the population? {sensitivity} is that of a release.
SELECT indicator_id, as_of, scenario, value FROM {sensitivity}
WHERE region_code = '00' AND list_contains($scenarios, scenario)
