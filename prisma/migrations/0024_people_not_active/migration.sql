-- Whoever asks for the few that are closed must not read the million that are open.
CREATE INDEX CONCURRENTLY "persons_not_active" ON "persons"("organisation_id", "id") WHERE "status" <> 'active';
