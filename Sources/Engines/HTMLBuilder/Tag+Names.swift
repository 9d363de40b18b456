// The elements of HTML and SVG that the product uses; see the HTML Living Standard, section 4, and SVG 2.

extension Tag {
    /// `<div>`: a block without meaning.
    @inlinable public static var div: Tag { Tag(open: "<div", close: "</div>") }

    /// `<section>`: a part with a heading.
    @inlinable public static var section: Tag { Tag(open: "<section", close: "</section>") }

    /// `<article>`: a part that stands alone.
    @inlinable public static var article: Tag { Tag(open: "<article", close: "</article>") }

    /// `<nav>`: links to move around.
    @inlinable public static var nav: Tag { Tag(open: "<nav", close: "</nav>") }

    /// `<main>`: what the page is about; once a page.
    @inlinable public static var main: Tag { Tag(open: "<main", close: "</main>") }

    /// `<header>`: what leads a page or part.
    @inlinable public static var header: Tag { Tag(open: "<header", close: "</header>") }

    /// `<footer>`: what closes a page or part.
    @inlinable public static var footer: Tag { Tag(open: "<footer", close: "</footer>") }

    /// `<aside>`: what stands beside.
    @inlinable public static var aside: Tag { Tag(open: "<aside", close: "</aside>") }

    /// `<h1>`: the page's heading; once a page.
    @inlinable public static var h1: Tag { Tag(open: "<h1", close: "</h1>") }

    /// `<h2>`: a heading of the second level.
    @inlinable public static var h2: Tag { Tag(open: "<h2", close: "</h2>") }

    /// `<h3>`: a heading of the third level.
    @inlinable public static var h3: Tag { Tag(open: "<h3", close: "</h3>") }

    /// `<h4>`: a heading of the fourth level.
    @inlinable public static var h4: Tag { Tag(open: "<h4", close: "</h4>") }

    /// `<p>`: a paragraph.
    @inlinable public static var p: Tag { Tag(open: "<p", close: "</p>") }

    /// `<ul>`: a list without order.
    @inlinable public static var ul: Tag { Tag(open: "<ul", close: "</ul>") }

    /// `<ol>`: a list with an order.
    @inlinable public static var ol: Tag { Tag(open: "<ol", close: "</ol>") }

    /// `<li>`: an entry of a list.
    @inlinable public static var li: Tag { Tag(open: "<li", close: "</li>") }

    /// `<dl>`: a list of names and values.
    @inlinable public static var dl: Tag { Tag(open: "<dl", close: "</dl>") }

    /// `<dt>`: a name in a list.
    @inlinable public static var dt: Tag { Tag(open: "<dt", close: "</dt>") }

    /// `<dd>`: a value in a list.
    @inlinable public static var dd: Tag { Tag(open: "<dd", close: "</dd>") }

    /// `<figure>`: a picture with its words.
    @inlinable public static var figure: Tag { Tag(open: "<figure", close: "</figure>") }

    /// `<figcaption>`: the words of a picture.
    @inlinable public static var figcaption: Tag { Tag(open: "<figcaption", close: "</figcaption>") }

    /// `<details>`: something that can be unfolded.
    @inlinable public static var details: Tag { Tag(open: "<details", close: "</details>") }

    /// `<summary>`: what is seen of folded details.
    @inlinable public static var summary: Tag { Tag(open: "<summary", close: "</summary>") }

    /// `<blockquote>`: words of another.
    @inlinable public static var blockquote: Tag { Tag(open: "<blockquote", close: "</blockquote>") }

    /// `<span>`: words without meaning of their own.
    @inlinable public static var span: Tag { Tag(open: "<span", close: "</span>") }

    /// `<a>`: a link.
    @inlinable public static var a: Tag { Tag(open: "<a", close: "</a>") }

    /// `<strong>`: something important.
    @inlinable public static var strong: Tag { Tag(open: "<strong", close: "</strong>") }

    /// `<em>`: something stressed.
    @inlinable public static var em: Tag { Tag(open: "<em", close: "</em>") }

    /// `<datalist>`: what a field suggests.
    @inlinable public static var datalist: Tag { Tag(open: "<datalist", close: "</datalist>") }
    /// `<del>`: what was taken out.
    @inlinable public static var del: Tag { Tag(open: "<del", close: "</del>") }

    /// `<ins>`: what was put in.
    @inlinable public static var ins: Tag { Tag(open: "<ins", close: "</ins>") }

    /// `<small>`: small print.
    @inlinable public static var small: Tag { Tag(open: "<small", close: "</small>") }

    /// `<b>`: a key word.
    @inlinable public static var b: Tag { Tag(open: "<b", close: "</b>") }

    /// `<code>`: a code.
    @inlinable public static var code: Tag { Tag(open: "<code", close: "</code>") }

    /// `<time>`: a date or time.
    @inlinable public static var time: Tag { Tag(open: "<time", close: "</time>") }

    /// `<abbr>`: a short form.
    @inlinable public static var abbr: Tag { Tag(open: "<abbr", close: "</abbr>") }

    /// `<kbd>`: a key to press.
    @inlinable public static var kbd: Tag { Tag(open: "<kbd", close: "</kbd>") }

    /// `<cite>`: the title of a source.
    @inlinable public static var cite: Tag { Tag(open: "<cite", close: "</cite>") }

    /// `<table>`: a table.
    @inlinable public static var table: Tag { Tag(open: "<table", close: "</table>") }

    /// `<caption>`: the table's title.
    @inlinable public static var caption: Tag { Tag(open: "<caption", close: "</caption>") }

    /// `<thead>`: the heading rows.
    @inlinable public static var thead: Tag { Tag(open: "<thead", close: "</thead>") }

    /// `<tbody>`: the rows.
    @inlinable public static var tbody: Tag { Tag(open: "<tbody", close: "</tbody>") }

    /// `<tfoot>`: the rows that sum up.
    @inlinable public static var tfoot: Tag { Tag(open: "<tfoot", close: "</tfoot>") }

    /// `<tr>`: a row.
    @inlinable public static var tr: Tag { Tag(open: "<tr", close: "</tr>") }

    /// `<th>`: a heading cell.
    @inlinable public static var th: Tag { Tag(open: "<th", close: "</th>") }

    /// `<td>`: a cell.
    @inlinable public static var td: Tag { Tag(open: "<td", close: "</td>") }

    /// `<form>`: what is filled in and sent.
    @inlinable public static var form: Tag { Tag(open: "<form", close: "</form>") }

    /// `<fieldset>`: controls that belong together.
    @inlinable public static var fieldset: Tag { Tag(open: "<fieldset", close: "</fieldset>") }

    /// `<legend>`: what a group of controls asks.
    @inlinable public static var legend: Tag { Tag(open: "<legend", close: "</legend>") }

    /// `<label>`: the name of a control.
    @inlinable public static var label: Tag { Tag(open: "<label", close: "</label>") }

    /// `<button>`: something to press.
    @inlinable public static var button: Tag { Tag(open: "<button", close: "</button>") }

    /// `<select>`: a choice from a list.
    @inlinable public static var select: Tag { Tag(open: "<select", close: "</select>") }

    /// `<option>`: one choice.
    @inlinable public static var option: Tag { Tag(open: "<option", close: "</option>") }

    /// `<optgroup>`: choices that belong together.
    @inlinable public static var optgroup: Tag { Tag(open: "<optgroup", close: "</optgroup>") }

    /// `<textarea>`: a text of several lines.
    @inlinable public static var textarea: Tag { Tag(open: "<textarea", close: "</textarea>") }

    /// `<output>`: a result.
    @inlinable public static var output: Tag { Tag(open: "<output", close: "</output>") }

    /// `<html>`: the document.
    @inlinable public static var html: Tag { Tag(open: "<html", close: "</html>") }

    /// `<head>`: what describes the document.
    @inlinable public static var head: Tag { Tag(open: "<head", close: "</head>") }

    /// `<title>`: the document's title.
    @inlinable public static var title: Tag { Tag(open: "<title", close: "</title>") }

    /// `<body>`: the document's content.
    @inlinable public static var body: Tag { Tag(open: "<body", close: "</body>") }

    /// `<script>`: a script from a file of our own.
    @inlinable public static var script: Tag { Tag(open: "<script", close: "</script>") }

    /// `<template>`: markup for a script.
    @inlinable public static var template: Tag { Tag(open: "<template", close: "</template>") }

    /// `<noscript>`: what is shown without scripts.
    @inlinable public static var noscript: Tag { Tag(open: "<noscript", close: "</noscript>") }

    /// `<svg>`: a drawing.
    @inlinable public static var svg: Tag { Tag(open: "<svg", close: "</svg>") }

    /// `<g>`: shapes that belong together.
    @inlinable public static var g: Tag { Tag(open: "<g", close: "</g>") }

    /// `<path>`: an outline.
    @inlinable public static var path: Tag { Tag(open: "<path", close: "</path>") }

    /// `<rect>`: a rectangle.
    @inlinable public static var rect: Tag { Tag(open: "<rect", close: "</rect>") }

    /// `<circle>`: a circle.
    @inlinable public static var circle: Tag { Tag(open: "<circle", close: "</circle>") }

    /// `<line>`: a line.
    @inlinable public static var line: Tag { Tag(open: "<line", close: "</line>") }

    /// `<polyline>`: a line with corners.
    @inlinable public static var polyline: Tag { Tag(open: "<polyline", close: "</polyline>") }

    /// `<text>`: text in a drawing.
    @inlinable public static var svgText: Tag { Tag(open: "<text", close: "</text>") }

    /// `<title>`: what a drawing is called.
    @inlinable public static var svgTitle: Tag { Tag(open: "<title", close: "</title>") }

    /// `<desc>`: what a drawing shows.
    @inlinable public static var desc: Tag { Tag(open: "<desc", close: "</desc>") }

    /// `<defs>`: what is drawn later.
    @inlinable public static var defs: Tag { Tag(open: "<defs", close: "</defs>") }

    /// `<use>`: a shape defined elsewhere.
    @inlinable public static var use: Tag { Tag(open: "<use", close: "</use>") }

    /// `<input>`: a control of one line.
    @inlinable public static var input: Tag { Tag(open: "<input", close: "") }

    /// `<img>`: a picture.
    @inlinable public static var img: Tag { Tag(open: "<img", close: "") }

    /// `<br>`: a line end.
    @inlinable public static var br: Tag { Tag(open: "<br", close: "") }

    /// `<hr>`: a change of subject.
    @inlinable public static var hr: Tag { Tag(open: "<hr", close: "") }

    /// `<meta>`: something about the document.
    @inlinable public static var meta: Tag { Tag(open: "<meta", close: "") }

    /// `<link>`: a file the document uses.
    @inlinable public static var link: Tag { Tag(open: "<link", close: "") }

    /// `<col>`: a column.
    @inlinable public static var col: Tag { Tag(open: "<col", close: "") }
}
