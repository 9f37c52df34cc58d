CREATE INDEX CONCURRENTLY "messages_with_text" ON "messages"("organisation_id", "id") WHERE "sealed_content" IS NOT NULL;
