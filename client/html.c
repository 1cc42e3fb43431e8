/* html: see html.h. */
#include "html.h"

#include <string.h>

#include "mem.h"
#include "spraak.h"
#include "tall.h"
#include "width.h"
#include "words.h"

#define MARK 2 /* bytes of the signs that words_compare puts round a change */

static const char style[] =
    ":root{color-scheme:light;--skrift:#1a1a1a;--grunn:#fff;--svak:#555;--strek:#c8c8c8;--flate:#f5f4f1;"
    "--lenke:#0b4f8a;--borte:#fbe9e7;--ny:#e5f3e3;--del1:#0b4f8a;--del2:#e2a33a}"
    "@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;--skrift:#ececec;--grunn:#161616;"
    "--svak:#b4b4b4;--strek:#4a4a4a;--flate:#232323;--lenke:#8fc3f5;--borte:#5a2420;--ny:#1f4a24;"
    "--del1:#6db1ee;--del2:#d99a2b}}"
    "*{box-sizing:border-box}"
    "body{margin:0 auto;padding:1.5rem 1.25rem "
    "4rem;max-width:50rem;color:var(--skrift);background:var(--grunn);"
    "font:1rem/1.55 system-ui,\"Segoe UI\",Roboto,\"Helvetica "
    "Neue\",Arial,sans-serif;overflow-wrap:break-word}"
    "h1,h2,h3{line-height:1.25;font-weight:600;break-after:avoid}"
    "h1{font-size:1.9rem;margin:.1em 0 .2em}h2{font-size:1.4rem;margin:0 0 .7em}"
    "h3{font-size:1.08rem;margin:2em 0 .5em}p{margin:.5em 0}a{color:var(--lenke)}"
    "header{border-bottom:3px solid var(--skrift);padding-bottom:1rem;margin-bottom:1.75rem}"
    "section,nav,article{margin:0 0 2.5rem}article{border-top:1px solid var(--strek);padding-top:2rem}"
    ".svak,caption,dt,footer{color:var(--svak)}.svak,caption,footer{font-size:.9rem}"
    "dl{display:grid;grid-template-columns:minmax(7rem,12rem) 1fr;gap:.3rem 1rem;margin:.5em 0}"
    "dd{margin:0;min-width:0}"
    "nav ol{list-style:none;margin:0;padding:0}nav li{padding:.45rem 0;border-bottom:1px solid var(--strek)}"
    "nav li .svak{display:block}"
    ".tabell{overflow-x:auto;margin:.75em 0}table{border-collapse:collapse;width:100%;font-size:.94rem}"
    "caption{text-align:left;padding-bottom:.3rem}"
    "th,td{text-align:left;vertical-align:top;padding:.4rem .8rem .4rem 0;border-bottom:1px solid "
    "var(--strek)}"
    "thead th{border-bottom:2px solid var(--skrift);font-weight:600;white-space:nowrap}"
    "tbody "
    "th{font-weight:inherit}.tall{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}"
    ".sum>*{border-top:2px solid "
    "var(--skrift);font-weight:600}.oppgitt>*{font-style:italic;color:var(--svak)}"
    "figure{margin:1.5rem 0}figcaption{font-size:.9rem;color:var(--svak)}svg{width:100%;height:auto}"
    "svg text{fill:var(--skrift);font-size:14px}.del1{fill:var(--del1)}.del2{fill:var(--del2)}"
    ".strek{stroke:var(--skrift);stroke-width:1.2;fill:none}"
    "blockquote{margin:.75em 0;padding:.1rem 1rem;border-left:3px solid var(--strek);background:var(--flate)}"
    ".endringer{list-style:none;margin:0;padding:0}.endringer li{padding:.55rem 0;border-bottom:1px solid "
    "var(--strek)}.endringer p{margin:.15em 0}"
    "del{background:var(--borte);text-decoration:line-through;text-decoration-thickness:1px}"
    "ins{background:var(--ny);text-decoration:underline;text-underline-offset:.15em;font-weight:600}"
    ".merke{border:1px solid currentColor;border-radius:.2rem;padding:0 "
    ".35rem;font-size:.85rem;white-space:nowrap}"
    ".hash{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.85rem;overflow-wrap:anywhere}"
    ".skjult{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}"
    "@media "
    "screen and "
    "(max-width:34rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}h1{font-size:1.6rem}"
    "table,tbody,tr,td,tbody "
    "th,caption{display:block}.tall{text-align:left}thead{position:absolute;clip-path:inset(50%)}"
    "tr{border-bottom:1px solid var(--strek);padding:.5rem 0}td{border:0;padding:.1rem 0 .1rem "
    "7rem;text-indent:-7rem}"
    "td:empty{display:none}td::before{content:attr(data-navn);display:inline-block;width:7rem;text-indent:0;"
    "color:var(--svak)}}"
    "@media print{@page{margin:18mm}body{max-width:none;padding:0;font-size:10.5pt}article{break-before:page;"
    "border-top:0;padding-top:0}tr,li,blockquote{break-inside:avoid}a{color:inherit;text-decoration:none}"
    "figure{break-inside:avoid}"
    "svg *{print-color-adjust:exact}"
    ".tabell{overflow:visible}}";

static void escaped(struct out *o, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		switch (s[i]) {
		case '&':
			fputs("&amp;", o->f);
			break;
		case '<':
			fputs("&lt;", o->f);
			break;
		case '>':
			fputs("&gt;", o->f);
			break;
		case '"':
			fputs("&quot;", o->f);
			break;
		case '\'':
			fputs("&#39;", o->f);
			break;
		default:
			fputc(s[i], o->f);
		}
}

void html_text(struct out *o, const char *s)
{
	s = width_clean(o->a, s ? s : "", 1);
	escaped(o, s, strlen(s));
}

void html_paragraphs(struct out *o, const char *s)
{
	bool open = false;

	for (s = width_clean(o->a, s ? s : "", 1); *s; s += *s == '\n') {
		size_t len = strcspn(s, "\n");
		if (strspn(s, " ") >= len) {
			fputs(open ? "</p>\n" : "", o->f);
			open = false;
		} else {
			fputs(open ? "<br>\n" : "<p>", o->f);
			escaped(o, s, len);
			open = true;
		}
		s += len;
	}
	fputs(open ? "</p>\n" : "", o->f);
}

void html_page(struct out *o, const char *title)
{
	fputs("<!DOCTYPE html>\n<html lang=\"", o->f);
	fputs(spraak_kode(), o->f);
	fputs("\">\n<head>\n<meta charset=\"utf-8\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
	      "'unsafe-inline'\">\n<title>",
	    o->f);
	html_text(o, title);
	fprintf(o->f, "</title>\n<style>%s</style>\n</head>\n<body>\n", style);
}

void html_page_end(struct out *o)
{
	fputs("</body>\n</html>\n", o->f);
}

void html_head(struct out *o, int level, const char *id, const char *s)
{
	fprintf(o->f, id ? "<h%d id=\"%s\">" : "<h%d>", level, id);
	html_text(o, s);
	fprintf(o->f, "</h%d>\n", level);
}

void html_line(struct out *o, const char *class, const char *s)
{
	if (!s || !*s)
		return;
	fprintf(o->f, class ? "<p class=\"%s\">" : "<p>", class);
	html_text(o, s);
	fputs("</p>\n", o->f);
}

void html_pair(struct out *o, const char *label, const char *value)
{
	if (!value || !*value)
		return;
	fputs("<dt>", o->f);
	html_text(o, label);
	fputs("</dt><dd>", o->f);
	html_text(o, tall_dato(o->a, value));
	fputs("</dd>\n", o->f);
}

void html_table_begin(struct out *o, const char *caption)
{
	fputs("<div class=\"tabell\" role=\"region\" tabindex=\"0\" aria-label=\"", o->f);
	html_text(o, caption);
	fputs("\"><table><caption>", o->f);
	html_text(o, caption);
	fputs("</caption>\n<thead><tr>", o->f);
}

void html_table_rows(struct out *o)
{
	fputs("</tr></thead>\n<tbody>\n", o->f);
}

void html_table(struct out *o, const char *caption, const char *const *head, size_t n)
{
	html_table_begin(o, caption);
	for (size_t i = 0; i < n; i++) {
		fputs("<th scope=\"col\">", o->f);
		html_text(o, _(head[i]));
		fputs("</th>", o->f);
	}
	html_table_rows(o);
}

void html_row(struct out *o, const char *const *head, const char *const *cells, size_t n)
{
	fputs("<tr>", o->f);
	for (size_t i = 0; i < n; i++) {
		fputs("<td data-navn=\"", o->f);
		html_text(o, _(head[i]));
		fputs("\">", o->f);
		html_text(o, tall_dato(o->a, cells[i]));
		fputs("</td>", o->f);
	}
	fputs("</tr>\n", o->f);
}

void html_table_end(struct out *o)
{
	fputs("</tbody></table></div>\n", o->f);
}

static void changed(struct out *o, const char *element, const char *said, const char *s, size_t len)
{
	fprintf(o->f, "<%s><span class=\"skjult\">%s: </span>", element, said);
	s = width_clean(o->a, mem_strndup(o->a, s, len), 1);
	escaped(o, s, strlen(s));
	fprintf(o->f, "</%s>", element);
}

void html_removed(struct out *o, const char *s, size_t len)
{
	changed(o, "del", _("fjernet"), s, len);
}

void html_added(struct out *o, const char *s, size_t len)
{
	changed(o, "ins", _("lagt til"), s, len);
}

void html_compared(struct out *o, const char *old, const char *new)
{
	struct words t = words_compare(o->a, width_clean(o->a, old, 1), width_clean(o->a, new, 1));

	for (size_t i = 0, n; i < t.len; i += n) {
		for (n = 1; i + n < t.len && t.sign[i + n] == t.sign[i]; n++)
			;
		if (t.sign[i] == ' ')
			escaped(o, t.text + i, n);
		else if (t.sign[i] == '-')
			html_removed(o, t.text + i + MARK, n - 2 * MARK);
		else
			html_added(o, t.text + i + MARK, n - 2 * MARK);
	}
}
