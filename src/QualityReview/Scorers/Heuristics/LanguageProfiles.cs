using System.Collections.Frozen;

namespace QualityReview.Scorers.Heuristics;

/// <summary>The commonest small words of languages in Latin letters, and for each word the languages that use it.</summary>
internal static class LanguageProfiles
{
    /// <summary>The languages that are told by name come first, then those that are known only in order not to be taken for one of them.</summary>
    public static readonly string[] Codes = ["en", "de", "fr", "es", "it", "pt", "nl", "ca", "gl", "ro", "af", "da", "sv", "oc", "lb", "ia"];

    public const int NamedCount = 7;

    public const int LongestWord = 12;

    // In the order of Codes. Words of legal and everyday text alike; elided articles (l', d', dell') appear without their apostrophe.
    private static readonly string[] s_words =
    [
        """
        the of and to in a is that it was for on are as with his they at be this have from or had by but not what all were we when your can
        said there use an each which she do how their if will up other about out many then them these so some her would make like him into
        has more no who its did my than been now any may shall upon our you he i me us am only over such most after also because could should
        where while through between without those every very just here why does don isn until same everyone one
        """,
        """
        der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei
        einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei prozent hatte kann
        gegen vom können schon wenn habe seine ihre dann unter wir soll ich eines jahr zwei jahren diese dieser wieder keine seiner worden
        will zwischen immer was sagte jeder jede mich mir du dir ihr ihm ihn uns unser mein dein kein hier sehr doch weil muss alle ohne
        """,
        """
        de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la mais comme ou si leur y dont aux avec
        cette ces ses son sa nous vous ils elle elles je tu on été être avoir fait peut tout tous toute toutes même sans sous entre après avant
        lui leurs notre nos votre vos mon ma mes ton ta tes très bien où cela ça aussi donc quand deux deux ans depuis était avait ont suis
        l d qu c s n j ainsi chaque autre autres encore non ni car chez moins soit lorsque doit
        """,
        """
        de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando
        todo esta ser son dos también fue había era muy años hasta desde está mi porque qué sólo han yo hay vez puede todos así nos ni parte
        tiene él uno donde bien tiempo mismo ese ahora cada vida otro después te otros aunque esa eso hace otra gobierno tan durante siempre
        toda tanto ella tres sí dijo sido gran estos están estaba tu unos ante les nada quien persona tienen
        """,
        """
        di e il la che in a per un del è non una si con i da sono le al dei come lo nel della alla più o gli ha anche ma se delle dalla su era
        suo sua essere questo ai loro hanno nella tra ad fra stato degli tutti due anni c fatto cui dal sul mi ed così suoi solo dopo prima
        quando già ogni ha quella quello chi ci ne te noi voi io tu lui lei perché può sulla stata ancora senza questa questi queste dove molto
        poi d l un dell nell all sull dall agli alle nei nelle dai dalle sui sulle diritto individuo ho mia mio ora oggi sempre qui bene altra altro altri tutto tutta
        """,
        """
        de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há
        nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem nas me esse eles estão você tinha foram
        essa num nem suas meu às minha têm numa pelos elas havia seja qual será nós tenho lhe deles essas esses pelas este fosse dele tu te
        vocês vos lhes meus minhas teu tua nosso nossa toda todo todos pessoa são pode ontem hoje onde porque então sobre estava outra outro ainda aqui agora
        sempre vez fazer bem lá cada nada tudo todos todas assim antes
        """,
        """
        de en van ik te dat die in een hij het niet zijn is was op aan met als voor had er maar om hem dan zou of wat mijn men dit zo door over
        ze zich bij ook tot je mij uit der daar haar naar heb hoe heeft hebben deze u want nog zal me zij nu ge geen omdat iets worden toch al
        waren veel meer doen toen moet ben zonder kan hun dus alles onder ja eens hier wie werd altijd doch wordt wezen kunnen ons zelf tegen
        na reeds wil kon niets uw iemand geweest andere ieder recht heeft wij jij welke tussen zoals een
        """,
        "de la i a que el en els les un per amb del una no es dels al són com o ha més se seva seu aquest aquesta dret però pel tot tota tots ser sense entre té tenir ni seus també haver és qualsevol seves l d altres pels han persona molt quan fins on va",
        "de a e que o do da en un para é con non unha os no se na por máis as dos como mais foi ao el das ten seu súa ou ser cando moito hai nos xa está tamén só polo pola ata isto ela entre era despois sen mesmo aos toda dereito persoa ningún nin sexa súas teñen",
        "de și în a la cu pe o că este nu să un din care ce au mai ale pentru al fi prin sau se ca orice dreptul are fără drept sa lui ei lor unei unui fie între acest această după toate dar sunt ele",
        "die van en het in is nie dat te op vir met n wat hy om as sy aan ek of word deur by hierdie tot een elke sal kan mag moet wees reg ander hulle ons uit ook vrede geregtig enige enigiemand nie",
        "og i at det er en til af de på med den for som der har ikke et om han var men sig hans så vi fra jeg skal kan eller ved enhver nogen uden ret havde hun alle deres menneske av være rett blir også noen ingen enhvar hver må",
        "och att det i en som är av för på den med de till inte ett om han var så men har sig från vi var kan när nu år skall eller vid utan rätt genom varje hans hon eller någon ingen denna alla deras människa skola äger envar vara jag",
        "de la e que lo los en las un per dels del una a es se al son non o li dret persona tot tota totas deu sens coma pas sus amb seu sieu sia an aquel aquela totes nimai aver",
        "de an vun déi der op ze ass datt d en mat vum net eng een sech fir huet dat wéi och oder gëtt säi am all kann keen jidder mënsch recht seng",
        "de le e un que in al es pro per non con como su a cata persona del o le esser ha habe derecto tote omne omnes vos ille qui sin alora illes nulle",
    ];

    /// <summary>Keys are lower-case.</summary>
    public static readonly FrozenDictionary<string, SmallWord> Words = s_words
        .SelectMany((words, language) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => (word, language)))
        .GroupBy(pair => pair.word, StringComparer.Ordinal)
        .Select((group, index) => (group.Key, Word: new SmallWord(index, group.Aggregate(0, (bits, pair) => bits | 1 << pair.language))))
        .ToFrozenDictionary(pair => pair.Key, pair => pair.Word, StringComparer.Ordinal);

    /// <summary>Letters that none of the named languages uses in its own words.</summary>
    public const string ForeignLetters = "åøðþłąęćśźżńřžščěůďťňőűğışțșăāēīūđħġċơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹėįųļķģņ";
}

/// <summary>A small word: its own number, and a bit l for each language l of <see cref="LanguageProfiles.Codes"/> that uses it.</summary>
internal readonly record struct SmallWord(int Index, int Languages);
