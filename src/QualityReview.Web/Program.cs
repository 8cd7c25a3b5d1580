using QualityReview.Web.Commands;

return await CommandLine.RunAsync(args, CommandOutput.Process);
