-- Also for counting what a day and a month cost
CREATE INDEX CONCURRENTLY "messages_organisation_id_channel_created_at_country_idx" ON "messages"("organisation_id", "channel", "created_at", "country");
