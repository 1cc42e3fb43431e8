-- Who owns the functions of api and stroem may run them: grants.sql took that away where it was applied a second time, and a function
-- that its owner may not run cannot be replaced by the release after.

grant execute on all functions in schema api, stroem to omstilling_api;
