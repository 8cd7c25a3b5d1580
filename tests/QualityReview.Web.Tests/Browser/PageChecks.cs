using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace QualityReview.Web.Tests.Browser;

/// <summary>What every page must stand, whatever it shows.</summary>
internal static class PageChecks
{
    // Of radio buttons with one name, the browser stops at one.
    private const string Mark =
        """
        () => {
          const within = document.querySelector('dialog[open]') ?? document;
          const groups = new Set();
          const all = [...within.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(e =>
            e.tabIndex >= 0 && e.type !== 'hidden' && !e.matches(':disabled') && !e.closest('[inert]') && e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0
            && !(e.type === 'radio' && (groups.has(e.name) || !groups.add(e.name))));
          all.forEach((e, i) => { e.dataset.walk = String(i); });
          return all.map(e => e.outerHTML.slice(0, 160));
        }
        """;

    // Writes down every stop as it is made, with an outline around the element itself, or around the area that its ::after makes of it.
    private const string Watch =
        """
        () => {
          window.walked = new Set();
          window.unseen = [];
          document.addEventListener('focusin', event => {
            const e = event.target;
            const outlined = part => { const s = getComputedStyle(e, part); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1 && !/, 0\)$/.test(s.outlineColor); };
            if (!outlined() && !outlined('::after')) window.unseen.push(e.outerHTML.slice(0, 160));
            if (e.dataset.walk) window.walked.add(e.dataset.walk);
          });
        }
        """;

    /// <summary>axe finds nothing, and nothing hangs out sideways.</summary>
    /// <param name="rules">The only rules that are asked; none for all of them.</param>
    public static async Task PassesAxeAsync(IPage page, string state, params string[] rules)
    {
        // Halfway through a change, a colour is neither the old nor the new one.
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await page.EvaluateAsync("() => Promise.allSettled(document.getAnimations().filter(a => a.effect.getComputedTiming().iterations !== Infinity).map(a => a.finished))");
        var width = await page.EvaluateAsync<int[]>("() => [document.documentElement.scrollWidth, innerWidth]");
        Assert.True(width[0] <= width[1], $"{state}: {width[0]} px wide in a window of {width[1]}");
        var result = await page.RunAxe(rules.Length == 0 ? null : new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "rule", Values = [.. rules] } });
        Assert.True(result.Violations.Length == 0, $"{state}\n" + string.Join("\n", result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Html}"))));
    }

    /// <summary>The Tab key comes to every link, button and field that is on the screen, and shows where it is.</summary>
    public static async Task IsWalkedByTabAsync(IPage page, string state)
    {
        var all = await page.EvaluateAsync<string[]>(Mark);
        Assert.NotEmpty(all);
        await page.EvaluateAsync(Watch);
        HashSet<string> reached = [];
        // A date field alone has four stops.
        for (var press = 0; press < (3 * all.Length) + 30 && reached.Count < all.Length; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (press % 20 == 19 || press >= all.Length - 1)
            {
                reached = [.. await page.EvaluateAsync<string[]>("() => [...window.walked]")];
            }
        }

        var unseen = await page.EvaluateAsync<string[]>("() => window.unseen");
        Assert.True(unseen.Length == 0, $"{state}: the focus cannot be seen on\n{string.Join("\n", unseen)}");
        var missed = Enumerable.Range(0, all.Length).Where(i => !reached.Contains($"{i}")).Select(i => all[i]).ToList();
        Assert.True(missed.Count == 0, $"{state}: Tab does not come to\n{string.Join("\n", missed)}");
    }
}
