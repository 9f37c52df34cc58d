CREATE INDEX CONCURRENTLY "persons_member_number_end" ON "persons" ("organisation_id", reverse("member_number") text_pattern_ops) WHERE "member_number" IS NOT NULL;
