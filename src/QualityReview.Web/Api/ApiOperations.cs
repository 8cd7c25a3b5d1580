namespace QualityReview.Web.Api;

/// <summary>An operation that can also answer line by line.</summary>
/// <param name="Line">What each line is.</param>
internal sealed record ApiLines(Type Line);

/// <summary>What every operation says of itself.</summary>
internal static class ApiOperations
{
    /// <param name="id">Name of the operation in generated clients; never changed.</param>
    /// <param name="policy">See <see cref="ApiPolicy"/>.</param>
    /// <param name="summary">One line.</param>
    public static RouteHandlerBuilder As(this RouteHandlerBuilder route, string id, string policy, string summary) =>
        route.WithName(id).WithSummary(summary).RequireAuthorization(policy);

    /// <summary>Answers <c>application/x-ndjson</c> too.</summary>
    public static RouteHandlerBuilder OrLines<T>(this RouteHandlerBuilder route) => route.OrLines<Listing<T>, T>();

    /// <summary>Answers <c>application/x-ndjson</c> too, and otherwise more than a list.</summary>
    /// <typeparam name="TAnswer">What is answered as a whole.</typeparam>
    /// <typeparam name="T">What each line is.</typeparam>
    public static RouteHandlerBuilder OrLines<TAnswer, T>(this RouteHandlerBuilder route) =>
        route.Produces<TAnswer>(StatusCodes.Status200OK, "application/json", Listing.Lines).WithMetadata(new ApiLines(typeof(T)));

    /// <summary>Answers 202 with a job, as the work is done later.</summary>
    public static RouteHandlerBuilder Later<T>(this RouteHandlerBuilder route) => route.Produces<T>(StatusCodes.Status202Accepted);

    public static RouteHandlerBuilder Body<T>(this RouteHandlerBuilder route)
        where T : notnull => route.Accepts<T>("application/json");

    /// <summary>A parameter that the operation does not have would be passed over in silence, and more be found than was asked for: it is
    /// refused by its name.</summary>
    public static EndpointFilterDelegate RefuseUnknownParameters(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        var known = factory.MethodInfo.GetParameters().Select(parameter => parameter.Name!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return context => context.HttpContext.Request.Query.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? throw ApiFault.Wrong($"There is no parameter {unknown} here; {ApiPaths.Document} lists those that are.")
            : next(context);
    }
}
