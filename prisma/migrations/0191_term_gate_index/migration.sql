CREATE INDEX CONCURRENTLY "content_terms_gate_idx" ON "content_terms"("organisation_id", "language", "word", "weight" DESC, "content_id", "position", "gate");
