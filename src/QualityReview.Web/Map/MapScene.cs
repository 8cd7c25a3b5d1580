namespace QualityReview.Web.Map;

/// <summary>What the map's script needs to draw it.</summary>
/// <param name="Points">Address of the points, to which the part in sight is added.</param>
/// <param name="Sample">Address under which the beginnings of samples lie by their ordinals.</param>
/// <param name="Scale">See <see cref="MapColours.Scale"/>.</param>
/// <param name="Labels">Largest cluster first. The same list as before means the same labels.</param>
public sealed record MapScene(string Points, string Sample, string Scale, IReadOnlyList<MapLabel> Labels, MapBox? Region, MapBox? View);
