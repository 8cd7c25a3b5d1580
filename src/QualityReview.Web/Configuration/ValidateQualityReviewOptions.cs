using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace QualityReview.Web.Configuration;

/// <summary>Finds everything that is wrong with the settings at once, each by its key and what is allowed.</summary>
public sealed partial class ValidateQualityReviewOptions : IValidateOptions<QualityReviewOptions>
{
    public ValidateOptionsResult Validate(string? name, QualityReviewOptions options)
    {
        var faults = new List<string>();
        Require(!string.IsNullOrWhiteSpace(options.DataFolder), "DataFolder", "is empty; a folder is needed");
        Require(DeviceName().IsMatch(options.Scoring.Device), "Scoring:Device", $"is \"{options.Scoring.Device}\"; supported are auto, cpu, cuda, cuda:N, several as cuda:N,N and cuda:all");
        Require(options.Scoring.Threads is >= 0 and <= 256, "Scoring:Threads", $"is {options.Scoring.Threads}; 0 to 256 are supported");
        Require(options.Scoring.TokenBudget is 0 or (>= 64 and <= 1_000_000), "Scoring:TokenBudget", $"is {options.Scoring.TokenBudget}; 0 and 64 to 1000000 are supported");
        Require(options.Import.MaxLineBytes is >= 1024 and <= 1_000_000_000, "Import:MaxLineBytes", $"is {options.Import.MaxLineBytes}; 1024 to 1000000000 are supported");
        Require(options.Import.MaxExpansion is >= 10 and <= 100_000, "Import:MaxExpansion", $"is {options.Import.MaxExpansion}; 10 to 100000 are supported");
        Require(options.Queues.LeaseSeconds is >= 10 and <= 86_400, "Queues:LeaseSeconds", $"is {options.Queues.LeaseSeconds}; 10 to 86400 are supported");
        Require(options.Search.Milliseconds is >= 20 and <= 60_000, "Search:Milliseconds", $"is {options.Search.Milliseconds}; 20 to 60000 are supported");
        Require(options.Api.RequestsPerMinute is >= 1 and <= 1_000_000, "Api:RequestsPerMinute", $"is {options.Api.RequestsPerMinute}; 1 to 1000000 are supported");
        Require(options.Api.MaxBodyBytes is >= 1024 and <= 1_000_000_000, "Api:MaxBodyBytes", $"is {options.Api.MaxBodyBytes}; 1024 to 1000000000 are supported");
        Require(
            options.Telemetry.Endpoint.Length == 0 || (Uri.TryCreate(options.Telemetry.Endpoint, UriKind.Absolute, out var collector) && (collector.Scheme == Uri.UriSchemeHttp || collector.Scheme == Uri.UriSchemeHttps)),
            "Telemetry:Endpoint",
            $"is \"{options.Telemetry.Endpoint}\"; an address such as http://127.0.0.1:4318 is supported");
        Require(options.Telemetry.Protocol is TelemetryOptions.HttpProtobuf or TelemetryOptions.Grpc, "Telemetry:Protocol", $"is \"{options.Telemetry.Protocol}\"; supported are http/protobuf and grpc");
        Require(options.Telemetry.Seconds is >= 1 and <= 3600, "Telemetry:Seconds", $"is {options.Telemetry.Seconds}; 1 to 3600 are supported");
        Access(options.Access, Require);
        foreach (var folder in options.Scoring.ModelFolders)
        {
            Require(Path.IsPathFullyQualified(folder), "Scoring:ModelFolders", $"holds \"{folder}\"; absolute paths are supported");
        }

        for (var i = 0; i < options.Scorers.Count; i++)
        {
            foreach (var (setting, fault) in ScorerFaults.Of(options.Scorers[i]))
            {
                Require(false, setting.Length == 0 ? $"Scorers:{i}" : $"Scorers:{i}:{setting}", fault);
            }
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Require(bool holds, string key, string fault)
        {
            if (!holds)
            {
                faults.Add($"{QualityReviewOptions.Section}:{key} {fault}.");
            }
        }
    }

    private static void Access(AccessOptions access, Action<bool, string, string> require)
    {
        require(access.FailuresUntilLockout is >= 3 and <= 100, "Access:FailuresUntilLockout", $"is {access.FailuresUntilLockout}; 3 to 100 are supported");
        require(access.LockoutMinutes is >= 1 and <= 1440, "Access:LockoutMinutes", $"is {access.LockoutMinutes}; 1 to 1440 are supported");
        require(access.SessionHours is >= 1 and <= 8760, "Access:SessionHours", $"is {access.SessionHours}; 1 to 8760 are supported");
        require(access.TabsPerPerson is >= 5 and <= 10_000, "Access:TabsPerPerson", $"is {access.TabsPerPerson}; 5 to 10000 are supported");
        require(!access.SingleUser || (access.Proxy.Header.Length == 0 && access.OAuth.Name.Length == 0), "Access:SingleUser", "is true beside Proxy:Header or OAuth:Name; one way of knowing people is supported at a time");
        require(IsRole(access.Proxy.FirstRole), "Access:Proxy:FirstRole", $"is \"{access.Proxy.FirstRole}\"; supported are none, annotator, lead and admin");
        require(access.Proxy.Addresses.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).All(address => System.Net.IPAddress.TryParse(address, out _)), "Access:Proxy:Addresses", "holds something that is not an IP address");
        if (access.OAuth.Name.Length > 0)
        {
            require(IsRole(access.OAuth.FirstRole), "Access:OAuth:FirstRole", $"is \"{access.OAuth.FirstRole}\"; supported are none, annotator, lead and admin");
            require(access.OAuth.ClientId.Length > 0 && access.OAuth.ClientSecret.Length > 0, "Access:OAuth", "has no ClientId or no ClientSecret; both are needed");
            foreach (var (name, url) in new[]
                { ("AuthorizationEndpoint", access.OAuth.AuthorizationEndpoint), ("TokenEndpoint", access.OAuth.TokenEndpoint), ("UserInformationEndpoint", access.OAuth.UserInformationEndpoint) })
            {
                require(Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback), $"Access:OAuth:{name}", $"is \"{url}\"; an https address is needed");
            }
        }

        static bool IsRole(string role) => role is "none" or "annotator" or "lead" or "admin";
    }

    [GeneratedRegex("^(auto|cpu|cuda(:([0-9]{1,2}(,[0-9]{1,2})*|all))?)$")]
    private static partial Regex DeviceName();
}
