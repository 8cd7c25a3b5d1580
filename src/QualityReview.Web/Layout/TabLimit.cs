using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Layout;

/// <summary>Tabs that are live, by their person: each costs the server memory.</summary>
public sealed class OpenTabs(QualityReviewOptions options)
{
    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>False, and nothing counted, where the person has as many as are supported.</summary>
    public bool TryOpen(string person)
    {
        if (_open.AddOrUpdate(person, 1, (_, tabs) => tabs + 1) <= options.Access.TabsPerPerson)
        {
            return true;
        }

        Close(person);
        return false;
    }

    public void Close(string person) => _open.AddOrUpdate(person, 0, (_, tabs) => tabs - 1);
}

/// <summary>Ends a tab at once whose person has too many.</summary>
internal sealed class TabLimit(OpenTabs tabs, AuthenticationStateProvider state) : CircuitHandler
{
    private string? _person;

    // Not when the circuit is made and forgotten: it is kept for minutes after its tab has gone.
    public override async Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var person = (await state.GetAuthenticationStateAsync()).User.Identity?.Name ?? "";
        _person = tabs.TryOpen(person) ? person : throw new QualityReviewException($"{person} has as many tabs open as are supported (Access:TabsPerPerson); close some.");
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_person is { } person)
        {
            tabs.Close(person);
            _person = null;
        }

        return Task.CompletedTask;
    }
}
