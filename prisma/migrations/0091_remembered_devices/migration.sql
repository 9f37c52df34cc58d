CREATE TABLE "remembered_devices" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "device_hash" BYTEA NOT NULL,
    "user_agent" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "remembered_devices_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE UNIQUE INDEX "remembered_devices_organisation_id_person_id_device_hash_key" ON "remembered_devices"("organisation_id", "person_id", "device_hash");
CREATE INDEX "remembered_devices_expires_at_idx" ON "remembered_devices"("expires_at");
ALTER TABLE "remembered_devices" ADD CONSTRAINT "remembered_devices_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "persons"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
