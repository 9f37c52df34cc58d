DROP INDEX CONCURRENTLY "persons_name_search";
