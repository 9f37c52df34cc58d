-- Alone in its migration, as each of these: an index is made beside the running portal only outside a transaction.
CREATE INDEX CONCURRENTLY "audit_events_organisation_id_actor_id_id_idx" ON "audit_events"("organisation_id", "actor_id", "id");
