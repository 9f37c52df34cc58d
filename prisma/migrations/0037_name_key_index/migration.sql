CREATE INDEX CONCURRENTLY "persons_name_key_search" ON "persons" USING gin ("name_key" gin_trgm_ops);
