-- Alone in its migration: an index is made beside the running portal only outside a transaction.
CREATE INDEX CONCURRENTLY "group_members_organisation_id_group_id_person_id_idx" ON "group_members"("organisation_id", "group_id", "person_id");
