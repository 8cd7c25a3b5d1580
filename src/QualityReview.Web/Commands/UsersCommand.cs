using System.CommandLine;
using System.Globalization;
using QualityReview.People;
using QualityReview.Web.Configuration;
using QualityReview.Web.Server;

namespace QualityReview.Web.Commands;

/// <summary><c>users add|list|reset</c>: accounts, for whoever may read the data folder.</summary>
internal static class UsersCommand
{
    /// <summary>Who acts, in the audit trail, where nobody is signed in.</summary>
    public const string Actor = "command line";

    public static Command Build(CommandOutput output) => new("users", "Sees to accounts: adds, lists, renews passwords.") { Add(output), List(output), Reset(output) };

    private static Command Add(CommandOutput output)
    {
        var name = Name();
        var role = new Option<string>("--role") { Description = "annotator, lead or admin.", DefaultValueFactory = _ => Role.Annotator };
        var command = new Command("add", "Makes an account and prints a one-time link by which its password is chosen.") { name, role };
        command.SetAction(async (words, cancellation) =>
        {
            await using var rooms = Rooms.Open(words);
            var account = await rooms.Get<AccountStore>().AddAsync(words.GetRequiredValue(name), words.GetRequiredValue(role), cancellation);
            await rooms.Get<AuditTrail>().AddAsync(Actor, AuditAct.Joined, account.Name, account.Role, cancellation);
            await PrintLinkAsync(rooms, account, words, output, cancellation);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command List(CommandOutput output)
    {
        var command = new Command("list", "Lists the accounts, tab-separated: name, role, state, since.");
        command.SetAction(async (words, _) =>
        {
            await using var rooms = Rooms.Open(words);
            foreach (var account in rooms.Get<AccountStore>().List())
            {
                var state = account.ClosedAt is not null ? "closed" : account.PasswordHash is null ? "no password" : "open";
                await output.Out.WriteLineAsync($"{account.Name}\t{account.Role}\t{state}\t{account.CreatedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command Reset(CommandOutput output)
    {
        var name = Name();
        var command = new Command("reset", "Ends an account's sessions and prints a one-time link by which a new password is chosen.") { name };
        command.SetAction(async (words, cancellation) =>
        {
            await using var rooms = Rooms.Open(words);
            var accounts = rooms.Get<AccountStore>();
            var account = accounts.Get(words.GetRequiredValue(name));
            await accounts.UpdateSignInAsync(account with { PasswordHash = null, FailedAttempts = 0, LockedUntil = null }, cancellation);
            await accounts.EndSessionsAsync(account.AccountId, cancellation);
            await rooms.Get<AuditTrail>().AddAsync(Actor, AuditAct.PasswordReset, account.Name, cancellation: cancellation);
            await PrintLinkAsync(rooms, account, words, output, cancellation);
            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<string> Name() => new("NAME") { Description = "Name of the person." };

    private static async Task PrintLinkAsync(Rooms rooms, Account account, ParseResult words, CommandOutput output, CancellationToken cancellation)
    {
        var secret = await rooms.Get<InvitationStore>().ResetAsync(account, Actor, cancellation);
        var address = Settings.Read(words.GetValue(CommonOptions.Data))["Urls"]?.Split(';')[0] ?? QualityReviewServer.DefaultUrl;
        await output.Out.WriteLineAsync($"{account.Name} ({account.Role}) chooses a password here, once, within a week: {address.TrimEnd('/')}{ReviewUrls.Join(secret)}");
    }
}
