-- Alone in its migration: an index is made beside the running portal only outside a transaction.
CREATE INDEX CONCURRENTLY "role_grants_of_staff" ON "role_grants" ("organisation_id", "role", "person_id") WHERE "role" <> 'member';
