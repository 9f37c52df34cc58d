CREATE UNIQUE INDEX CONCURRENTLY "content_terms_key" ON "content_terms"("organisation_id", "content_id", "language", "position", "word");
