using System.Text;

namespace QualityReview.Onnx.ChatTemplates;

/// <summary>Collects what a template writes.</summary>
internal sealed class TemplateWriter(Rendering rendering)
{
    private readonly StringBuilder _text = new();

    public void Write(string text)
    {
        rendering.Charge(text.Length / 32);
        if (_text.Length + text.Length > Rendering.MostCharacters)
        {
            throw new TemplateFault("it writes more than 1 000 000 characters");
        }

        _text.Append(text);
    }

    public override string ToString() => _text.ToString();
}
