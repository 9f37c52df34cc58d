-- Events of before that nobody has sealed yet; those that came since the last migration are in the table already.
INSERT INTO "audit_unsealed"
SELECT e."organisation_id", e."id" FROM "audit_events" e
WHERE NOT EXISTS (SELECT FROM "audit_links" l WHERE l."organisation_id" = e."organisation_id" AND l."event_id" = e."id")
ON CONFLICT DO NOTHING;
