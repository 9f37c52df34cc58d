-- What a picture shows, in words, as it was said when it came in; each text may say it in its own language
ALTER TABLE "content_files" ADD COLUMN "alt" TEXT NOT NULL DEFAULT '';
