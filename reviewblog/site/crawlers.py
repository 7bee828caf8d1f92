"""Programs that read sites for language models, by the names they answer to.

The names are those of https://github.com/ai-robots-txt/ai.robots.txt (MIT), read in
November 2026, without the ones that also make previews of links (facebookexternalhit,
Applebot) or serve ordinary search. Whoever heeds robots.txt heeds these.
"""

from reviewblog.site.models import AiCrawlers

# They collect texts that models are trained on.
TRAINING = (
    "AI2Bot",
    "Ai2Bot-Dolma",
    "Amazonbot",
    "anthropic-ai",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "cohere-ai",
    "cohere-training-data-crawler",
    "Diffbot",
    "FacebookBot",
    "Google-Extended",
    "GPTBot",
    "ICC-Crawler",
    "img2dataset",
    "Kangaroo Bot",
    "meta-externalagent",
    "omgili",
    "omgilibot",
    "PanguBot",
    "SBIntuitionsBot",
    "Timpibot",
    "VelenPublicWebCrawler",
    "Webzio-Extended",
)
# They fetch a page when somebody asks a model about it.
ANSWERING = (
    "Andibot",
    "ChatGPT-User",
    "Claude-SearchBot",
    "Claude-User",
    "Claude-Web",
    "DuckAssistBot",
    "Gemini-Deep-Research",
    "Google-CloudVertexBot",
    "iaskspider",
    "Meta-ExternalFetcher",
    "MistralAI-User",
    "OAI-SearchBot",
    "Perplexity-User",
    "PerplexityBot",
    "PhindBot",
    "YouBot",
)


def turned_away(wanted: AiCrawlers) -> tuple[str, ...]:
    """Return the names of the programs that are asked to stay away."""
    match wanted:
        case AiCrawlers.WELCOME:
            return ()
        case AiCrawlers.NO_TRAINING:
            return TRAINING
        case AiCrawlers.NONE:
            return TRAINING + ANSWERING
