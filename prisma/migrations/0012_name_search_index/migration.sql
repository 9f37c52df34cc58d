-- Alone in its migration: an index is made beside the running portal only outside a transaction.
CREATE INDEX CONCURRENTLY "persons_name_search" ON "persons" USING gin (search_key("given_name" || ' ' || "family_name") gin_trgm_ops);
