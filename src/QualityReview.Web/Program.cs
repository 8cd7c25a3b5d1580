using QualityReview.Web.Layout;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddPages();
var app = builder.Build();
app.MapPages();
app.MapGet("/healthz", () => "ok");
app.Run();
