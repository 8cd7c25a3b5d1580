using QualityReview.Scorers.Heuristics;

namespace QualityReview.Tests.Scorers.Heuristics;

public sealed class LanguageGuessTests
{
    [Theory]
    [InlineData("en", "The train was late again, so we walked along the river and talked about what to do with the house.")]
    [InlineData("en", "I don't know if they've seen it.")]
    [InlineData("de", "Der Zug hatte wieder Verspätung, und wir gingen am Fluss entlang und sprachen über das Haus.")]
    [InlineData("de", "Ich weiss nicht, ob sie es schon gesehen haben.")]
    [InlineData("fr", "Le train était encore en retard, alors nous avons marché le long de la rivière et parlé de la maison.")]
    [InlineData("fr", "Je ne sais pas s'ils l'ont déjà vu.")]
    [InlineData("es", "El tren llegó tarde otra vez, así que caminamos por la orilla del río y hablamos de la casa.")]
    [InlineData("es", "No sé si ellos ya lo han visto.")]
    [InlineData("it", "Il treno era di nuovo in ritardo, così abbiamo camminato lungo il fiume e parlato della casa.")]
    [InlineData("it", "Non so se loro lo hanno già visto.")]
    [InlineData("pt", "O trem estava atrasado outra vez, então caminhamos ao longo do rio e falamos sobre a casa.")]
    [InlineData("pt", "Eu não sei se eles já o viram.")]
    [InlineData("nl", "De trein had weer vertraging, dus wij liepen langs de rivier en spraken over het huis.")]
    [InlineData("nl", "Ik weet niet of ze het al gezien hebben.")]
    [InlineData("ru", "Поезд снова опоздал, и мы пошли вдоль реки и говорили о доме.")]
    [InlineData("zh", "火车又晚点了，于是我们沿着河边散步，谈论那座房子。")]
    [InlineData("zh", "火車又誤點了，於是我們沿著河邊散步，談論那座房子。")]
    [InlineData("ja", "電車がまた遅れたので、私たちは川沿いを歩きながら家について話した。")]
    [InlineData("ko", "기차가 또 늦어서 우리는 강을 따라 걸으며 집에 대해 이야기했다.")]
    [InlineData("ar", "تأخر القطار مرة أخرى، فمشينا على طول النهر وتحدثنا عن البيت.")]
    public void Of_Sentence_NamesItsLanguage(string expected, string text) => Assert.Equal(expected, LanguageGuess.Of(text));

    [Theory]
    [InlineData("")]
    [InlineData("   \n")]
    [InlineData("12345 + 67890 = ?")]
    [InlineData("banana bread recipe")]
    [InlineData("for (int i = 0; i < n; i++) { sum += a[i]; }")]
    [InlineData("Pociąg znowu się spóźnił, więc poszliśmy wzdłuż rzeki i rozmawialiśmy o domu.")]
    [InlineData("Tåget var försenat igen, så vi gick längs floden och pratade om huset.")]
    [InlineData("Toget var forsinket igen, så vi gik langs floden og talte om huset.")]
    [InlineData("Tren yine gecikti, bu yüzden nehir boyunca yürüdük ve ev hakkında konuştuk.")]
    [InlineData("Juna oli taas myöhässä, joten kävelimme jokea pitkin ja puhuimme talosta.")]
    [InlineData("El tren ha tornat a arribar tard, així que hem caminat per la vora del riu i hem parlat de la casa amb els amics.")]
    [InlineData("Trenul a întârziat din nou, așa că am mers de-a lungul râului și am vorbit despre casă.")]
    [InlineData("Kereta api terlambat lagi, jadi kami berjalan di sepanjang sungai dan berbicara tentang rumah itu.")]
    [InlineData("Потяг знову запізнився, і ми пішли вздовж річки й говорили про дім.")]
    [InlineData("Влакът отново закъсня, затова тръгнахме покрай реката и говорихме за къщата.")]
    [InlineData("قطار دوباره دیر کرد، پس ما در کنار رودخانه قدم زدیم و درباره خانه گفتگو کردیم.")]
    [InlineData("Το τρένο άργησε πάλι, γι' αυτό περπατήσαμε δίπλα στο ποτάμι.")]
    public void Of_AnythingElse_IsUndetermined(string text) => Assert.Equal("und", LanguageGuess.Of(text));

    [Fact]
    public void Of_TwoScripts_TakesTheLargerShare()
    {
        Assert.Equal("ja", LanguageGuess.Of("Pythonのリスト内包表記について、基本的な書き方を説明します。"));
        Assert.Equal("zh", LanguageGuess.Of("我昨天在超市买了三瓶ポカリ，今天又去买了两瓶给朋友喝，大家都说味道不错。"));
        Assert.Equal("en", LanguageGuess.Of("The word 東京 is the name of the city that was called Edo, and it means the capital in the east."));
    }

    [Fact]
    public void Of_LongText_ReadsItsBeginning() =>
        Assert.Equal("en", LanguageGuess.Of(string.Concat(Enumerable.Repeat("It was the best of times, it was the worst of times. ", 300)) + new string('я', 1_000_000)));

    [Fact]
    public void Of_LoneSurrogates_IsUndetermined() => Assert.Equal("und", LanguageGuess.Of("\ud800\udfff\ud800"));

    [Fact]
    public void Languages_Codes_AreTheTwelve() =>
        Assert.Equal(["en", "de", "fr", "es", "it", "pt", "nl", "ru", "zh", "ja", "ko", "ar"], LanguageGuess.Languages);
}
