-- Answers of requests that carried an Idempotency-Key: the same request sent again gets the same answer.
create table api_requests (
  person text not null,
  request_key text not null,
  -- SHA-256 of method, address and body: another request under the same key is refused.
  fingerprint blob not null,
  -- Null while the request is being answered.
  status integer,
  content_type text,
  location text,
  answer blob,
  created_at text not null,
  primary key (person, request_key)
) strict;

create index api_requests_by_age on api_requests (created_at);
