ALTER TABLE "openid_clients" ADD COLUMN "frontchannel_uri" TEXT;
