-- Items that are not gold and lack judgements. Kept here, as everybody who asks for samples is told how many are left: counting them
-- each time would take longer the larger the queue is.
alter table queues add column open_items integer not null default 0;

update queues set open_items = (select count(*) from queue_items i where i.queue_id = queues.queue_id and i.judged < i.wanted and i.gold = 0);

create trigger queue_items_added after insert on queue_items when new.gold = 0 and new.judged < new.wanted begin
  update queues set open_items = open_items + 1 where queue_id = new.queue_id;
end;

create trigger queue_items_judged after update of judged on queue_items when new.gold = 0 and (old.judged < old.wanted) <> (new.judged < new.wanted) begin
  update queues set open_items = open_items + iif(new.judged < new.wanted, 1, -1) where queue_id = new.queue_id;
end;
