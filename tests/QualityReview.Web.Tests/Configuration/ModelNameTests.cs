using QualityReview.Web.Configuration;

namespace QualityReview.Web.Tests.Configuration;

public sealed class ModelNameTests
{
    [Theory]
    [InlineData("/models/SmolLM2-135M", "SmolLM2-135M")]
    [InlineData("/models/SmolLM2-135M/", "SmolLM2-135M")]
    [InlineData("/models/SmolLM2-135M/onnx/model_fp16.onnx", "SmolLM2-135M (model_fp16)")]
    [InlineData("/models/SmolLM2-135M/model_q4.onnx", "SmolLM2-135M (model_q4)")]
    [InlineData("model.onnx", "model")]
    [InlineData("Qwen2.5-0.5B", "Qwen2.5-0.5B")]
    public void Of_Path_IsWhatPeopleCallIt(string path, string name) => Assert.Equal(name, ModelName.Of(path));
}
