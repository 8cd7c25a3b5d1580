using System.CommandLine;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using QualityReview.Web.People;
using QualityReview.Web.Server;

namespace QualityReview.Web.Commands;

/// <summary><c>serve</c>: starts the web app. It is also what happens without a verb.</summary>
internal static class ServeCommand
{
    private static readonly Option<string?> _urls = new("--urls")
    {
        Description = $"Addresses to listen on, separated by semicolons. The default is the setting Urls, which is {QualityReviewServer.DefaultUrl}.",
        HelpName = "URLS",
    };

    public static Option Urls => _urls;

    public static Command Build(CommandOutput output)
    {
        var command = new Command("serve", "Starts the web app; on an empty data folder it loads and scores the sample dataset in the background.") { _urls };
        command.SetAction((words, cancellation) => RunAsync(words, output, cancellation));
        return command;
    }

    public static async Task<int> RunAsync(ParseResult words, CommandOutput output, CancellationToken cancellation)
    {
        await using var app = QualityReviewServer.Build(words.GetValue(CommonOptions.Data), words.GetValue(_urls));
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException fault)
        {
            throw new QualityReviewException($"The web app cannot listen on {app.Configuration["Urls"]}: {fault.Message} Another address can be given with --urls.", fault);
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        await output.Out.WriteLineAsync($"Quality Review is ready at {string.Join(" and ", addresses)} (Ctrl+C stops it).");
        if (await app.Services.GetRequiredService<FirstAdmin>().LinkAsync(cancellation) is { } link)
        {
            await output.Out.WriteLineAsync($"Nobody can sign in yet. The first admin joins here, once: {addresses.First().TrimEnd('/')}{link}");
        }

        await output.Out.FlushAsync(cancellation);
        await app.WaitForShutdownAsync(cancellation);
        return ExitCode.Done;
    }
}
