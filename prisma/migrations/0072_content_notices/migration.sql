-- Notices at the top of every page inside are content too: the same audience, dates, languages and history
ALTER TABLE "content_items" DROP CONSTRAINT "content_items_kind_check";
ALTER TABLE "content_items" ADD CONSTRAINT "content_items_kind_check" CHECK ("kind" IN ('page', 'news', 'help', 'system', 'notice'));
