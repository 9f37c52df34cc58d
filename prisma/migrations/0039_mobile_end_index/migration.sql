-- The last digits, which people know of a number
CREATE INDEX CONCURRENTLY "persons_mobile_end" ON "persons" ("organisation_id", reverse("mobile") text_pattern_ops) WHERE "mobile" IS NOT NULL;
