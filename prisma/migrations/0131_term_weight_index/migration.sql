-- Where a word says most, first: a search reads so many of its places and no more, however common it is.
CREATE INDEX CONCURRENTLY "content_terms_weight_idx" ON "content_terms"("organisation_id", "language", "word", "weight" DESC, "content_id", "position");
