using Dapper;
using QualityReview.Storage;

namespace QualityReview.People;

/// <summary>How a request was answered.</summary>
/// <param name="ContentType">Null where the answer has no body.</param>
/// <param name="Location">Address of what was made; null where nothing was.</param>
public sealed record StoredAnswer(int Status, string? ContentType, string? Location, byte[] Body);

/// <summary>What is known of a request key.</summary>
/// <param name="IsNew">It was not known: whoever asked is to do the work.</param>
/// <param name="IsSame">It was used for this very request.</param>
/// <param name="Answer">Null while the first request is being answered.</param>
public sealed record KnownRequest(bool IsNew, bool IsSame, StoredAnswer? Answer);

/// <summary>The answers of requests that carried a key of their own, so that a request that is sent again is not done again. Safe for
/// many callers: of two with one key, one is new.</summary>
public sealed class ApiRequestStore(ReviewDatabase database, TimeProvider time)
{
    /// <summary>How long a key is remembered.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(24);

    /// <summary>Looks a key up and takes it where it is new.</summary>
    /// <param name="fingerprint">Hash of everything that the request asks for.</param>
    public Task<KnownRequest> BeginAsync(string person, string key, byte[] fingerprint, CancellationToken cancellation = default) => database.WriteAsync(
        connection =>
        {
            var now = time.GetUtcNow();
            connection.Execute("delete from api_requests where created_at < @oldest", new { oldest = now - Remembered });
            var isNew = connection.Execute(
                "insert into api_requests (person, request_key, fingerprint, created_at) values (@person, @key, @fingerprint, @now) on conflict do nothing",
                new { person, key, fingerprint, now }) > 0;
            if (isNew)
            {
                return new KnownRequest(true, true, null);
            }

            var known = connection.QuerySingle<(byte[] Fingerprint, long? Status, string? ContentType, string? Location, byte[]? Answer)>(
                "select fingerprint, status, content_type, location, answer from api_requests where person = @person and request_key = @key", new { person, key });
            return new KnownRequest(
                false,
                known.Fingerprint.AsSpan().SequenceEqual(fingerprint),
                known.Status is { } status ? new StoredAnswer((int)status, known.ContentType, known.Location, known.Answer ?? []) : null);
        },
        cancellation);

    /// <summary>Keeps the answer of a request that was begun.</summary>
    public Task EndAsync(string person, string key, StoredAnswer answer, CancellationToken cancellation = default) => database.WriteAsync(
        connection => connection.Execute(
            "update api_requests set status = @Status, content_type = @ContentType, location = @Location, answer = @Body where person = @person and request_key = @key",
            new { answer.Status, answer.ContentType, answer.Location, answer.Body, person, key }),
        cancellation);

    /// <summary>Gives a key back whose request was refused: nothing was done under it.</summary>
    public Task ForgetAsync(string person, string key, CancellationToken cancellation = default) => database.WriteAsync(
        connection => connection.Execute("delete from api_requests where person = @person and request_key = @key and status is null", new { person, key }),
        cancellation);
}
