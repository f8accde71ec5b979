package io.plateau.cli;

import static io.plateau.cli.Ugly.PARQUET;
import static io.plateau.cli.Ugly.csv;
import static io.plateau.cli.Ugly.encoded;
import static io.plateau.cli.Ugly.ends;
import static io.plateau.cli.Ugly.evaluates;
import static io.plateau.cli.Ugly.frame;
import static io.plateau.cli.Ugly.lines;
import static io.plateau.cli.Ugly.reads;
import static io.plateau.cli.Ugly.says;
import static io.plateau.cli.Ugly.text;
import static io.plateau.cli.Ugly.trains;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;

import io.plateau.cli.Ugly.Content;
import java.util.List;

/** Files that are not what their options say, and files of nested data. */
final class UglyFiles {
  static final String COMMAS =
      "commas in its numbers; for decimal commas set data.options.locale: de-DE and declare the column DECIMAL(18,6) in data.options.schema, for thousands declare it DECIMAL(18,0)";

  private UglyFiles() {}

  static List<Ugly> slips() {
    Content semicolons = csv("a;b;y", i -> i + ";2;" + i);
    Content tabs = csv("a\tb\ty", i -> (i == 3 ? "" : i) + "\tk" + i % 2 + "\t" + i);
    Content headless = csv("1,2,3", i -> i + ",2," + i);
    Content commas = csv("a;b;y", i -> i + ",5;3,25;" + i);
    Content lines = csv("t,a,y", i -> "\"one\ntwo " + i % 2 + "\"," + i + "," + i);
    Content latin =
        encoded(
            ISO_8859_1, csv("city,a,y", i -> (i % 2 == 0 ? "Köln" : "Bonn") + "," + i + "," + i));
    Content wide =
        encoded(UTF_16, csv("city,a,y", i -> (i % 2 == 0 ? "Köln" : "Bonn") + "," + i + "," + i));
    Content marked = csv("a,y", i -> (i == 3 ? "?" : i + ".5") + "," + i);
    return List.of(
        ends(
            "semicolons",
            semicolons,
            "@ has one column, named \"a;b;y\"; set data.options.sep: \";\""),
        reads("semicolons, said", semicolons, "data.options={sep: ;}"),
        ends("tabs", tabs, "@ has one column, named \"a\\tb\\ty\"; set data.options.sep: \"\\t\""),
        reads("tabs, said", tabs, "data.options={sep: \"\\t\"}", "data.missing=mean"),
        ends(
            "commas read with semicolons",
            csv("a,b,y", i -> i + ",2," + i),
            "@ has one column, named \"a,b,y\"; set data.options.sep: \",\"",
            "data.options={sep: ;}"),
        ends(
            "no header",
            headless,
            "column \"y\" (data.label) is not in @; it has 1, 2, 3; if the first line has values, write one of names before it, or set data.options.header: false and name columns _c0, _c1, …"),
        reads("no header, said", headless, "data.options={header: false}", "data.label=_c2"),
        ends(
            "a header, but denied",
            csv("a,b,y", i -> i + ",2," + i),
            "column \"y\" (data.label) is not in @; it has _c0, _c1, _c2; set data.options.header: true if the first line has the names",
            "data.options={header: false}"),
        ends(
            "no header under a schema",
            headless,
            "@ has other names in its first line than data.options.schema; set data.options.header: false if the line has values, or data.options.enforceSchema: true if it has other names for the same columns in the same order",
            "data.options={schema: 'a DOUBLE, b DOUBLE, y DOUBLE'}"),
        reads(
            "no header under a schema, said",
            headless,
            "data.options={schema: 'a DOUBLE, b DOUBLE, y DOUBLE', header: false}"),
        ends(
            "decimal commas",
            commas,
            "column \"a\" of @ has, in 20 of 20 rows, first row 1, "
                + COMMAS
                + "; data.columns: {a: ignore} leaves it out",
            "data.options={sep: ;}"),
        reads(
            "decimal commas, said",
            commas,
            "data.options={sep: ;, locale: de-DE, schema: 'a DECIMAL(18,6), b DECIMAL(18,6), y INT'}"),
        reads(
            "commas for thousands, said",
            csv("a;y", i -> i + ",500;" + i),
            "data.options={sep: ;, schema: 'a DECIMAL(18,0), y INT'}"),
        ends(
            "decimal commas and a word",
            csv("a;y", i -> (i == 3 ? "none" : i + ",5") + ";" + i),
            "column \"a\" of @ has, in 19 of 20 rows, first row 1, "
                + COMMAS
                + "; data.columns: {a: ignore} leaves it out",
            "data.options={sep: ;}"),
        ends(
            "line breaks in quotes",
            lines,
            "row 1 of @ does not fit the 3 columns of csv: a number is malformed, or a field is missing or too many; a quote is left open: set data.options.multiLine: true if values have line breaks"),
        ends(
            "doubled quotes",
            csv("x,t,y", i -> i + ",\"" + i % 2 + "\"\" pipe, long\"," + i),
            "row 1 of @ does not fit the 3 columns of csv: a number is malformed, or a field is missing or too many; quotes within a quoted value are doubled: set data.options.escape: '\"'"),
        ends(
            "doubled quotes in a record that fits",
            csv("x,t,y", i -> i + ",\"" + i % 2 + "\"\" pipe\"," + i),
            "column \"t\" of @ has, in 20 of 20 rows, first row 1, quotes that are doubled within a quoted value; set data.options.escape: '\"', or '\\' where values are to keep them"),
        ends(
            "doubled quotes around a class",
            csv("x,t,y", i -> i + "," + i + ",\"\"\"k" + i % 2 + "\"\"\""),
            "column \"y\" of @ has, in 20 of 20 rows, first row 1, quotes that are doubled within a quoted value; set data.options.escape: '\"', or '\\' where values are to keep them"),
        ends(
            "doubled quotes under a quote that is said",
            csv("x,t,y", i -> i + ",\"" + i % 2 + "\"\" pipe\"," + i),
            "column \"t\" of @ has, in 20 of 20 rows, first row 1, quotes that are doubled within a quoted value; set data.options.escape: '\"', or '\\' where values are to keep them",
            "data.options={quote: '\"'}"),
        ends(
            "doubled single quotes",
            csv("x,t,y", i -> i + ",'it''s " + i % 2 + "'," + i),
            "column \"t\" of @ has, in 20 of 20 rows, first row 1, quotes that are doubled within a quoted value; set data.options.escape: \"'\", or '\\' where values are to keep them",
            "data.options={quote: \"'\"}"),
        reads(
            "doubled quotes, kept",
            csv("x,t,y", i -> i + ",\"" + i % 2 + "\"\" pipe\"," + i),
            "data.options={escape: '\\'}"),
        reads(
            "quotes behind a backslash", csv("x,t,y", i -> i + ",\"" + i % 2 + "\\\" pipe\"," + i)),
        says(
            "doubled quotes, said",
            csv("x,t,y", i -> i + ",\"" + i % 2 + "\"\" pipe, long\"," + i),
            "  t       category  type text",
            "data.options={escape: '\"'}"),
        reads("line breaks in quotes, said", lines, "data.options={multiLine: true}"),
        reads("a byte order mark", text("\uFEFFy,a\n1,2\n2,3\n")),
        reads(
            "a byte order mark and line breaks in quotes",
            text("\uFEFFy,a,t\n1,2,\"u\nv\"\n2,3,\"u\nv\"\n"),
            "data.options={multiLine: true}"),
        ends(
            "Latin-1",
            latin,
            "column \"city\" of @ has, in 10 of 20 rows, first row 1, text that is not UTF-8; set data.options.encoding: ISO-8859-1, or the encoding that the file has"),
        reads("Latin-1, said", latin, "data.options={encoding: ISO-8859-1}"),
        ends(
            "UTF-16",
            wide,
            "@ has names of columns that are not UTF-8; set data.options.encoding: UTF-16 and data.options.multiLine: true"),
        reads("UTF-16, said", wide, "data.options={encoding: UTF-16, multiLine: true}"),
        says(
            "a question mark for missing",
            marked,
            "  a       number  1 of 20 values are no numbers and count as missing        1        20  robust scale; 10.5 if missing, with an indicator"),
        says(
            "many words for missing",
            csv("a,y", i -> (i == 3 ? "NA" : i == 5 ? "-" : i == 7 ? "null" : i) + "," + i),
            "3 of 20 values are no numbers and count as missing"),
        reads(
            "a question mark for missing, said",
            marked,
            "data.options={nullValue: '?'}",
            "data.missing=mean"),
        ends(
            "json over several lines",
            text("[{\"a\": 1,\n\"y\": 2}]\n"),
            "@ has records that are not json; set data.options.multiLine: true if a record has several lines, or data.options.mode: DROPMALFORMED to leave such records out",
            "data.format=json"),
        ends(
            "json with a record that is cut",
            text("{\"a\": 1, \"y\": 2}\n{\"a\": 2, \"y\":\n{\"a\": 3, \"y\": 3}\n"),
            "row 2 of @ is not json; set data.options.multiLine: true if a record has several lines, or data.options.mode: DROPMALFORMED to leave such records out",
            "data.format=json"),
        reads(
            "json with a record that is cut, said",
            text("{\"a\": 1, \"y\": 2}\n{\"a\": 2, \"y\":\n{\"a\": 3, \"y\": 3}\n"),
            "data.format=json",
            "data.options={mode: DROPMALFORMED}"),
        reads(
            "json over several lines, said",
            text("[{\"a\": 1,\n\"y\": 2}, {\"a\": 2,\n\"y\": 3}]\n"),
            "data.format=json",
            "data.options={multiLine: true}"));
  }

  static List<Ugly> nested() {
    Content people =
        csv(
            "",
            i ->
                "{\"y\": %d, \"address\": {\"city\": \"k%d\", \"at\": {\"lat\": %d.5}}}"
                    .formatted(i, i % 2, i));
    Content maps =
        frame("map('a', id) as m", "array('a') as t", "binary('a') as b", "id as a", "id as y");
    return List.of(
        trains(
            "json with structs",
            lines(people),
            "data.format=json",
            "data.features=[address.city, address.at.lat]"),
        trains(
            "parquet with structs, decimals and arrays",
            frame(
                "named_struct('b', id, 'c d', cast(id % 2 as string)) as s",
                "cast(id as decimal(12, 3)) as d", "array(id, 2 * id) as v", "id as y"),
            PARQUET),
        evaluates(
            "a field of a struct as label",
            frame("id as a", "named_struct('cls', concat('k', id % 2)) as t"),
            PARQUET,
            "data.label=t.cls"),
        trains("maps, texts in arrays and bytes", maps, PARQUET, "data.split.test=0.3"),
        says(
            "maps are ignored",
            maps,
            "  m       ignore  neither number, text, date nor vector        0\n  t       ignore  neither number, text, date nor vector        0\n  b       ignore  neither number, text, date nor vector        0\n",
            PARQUET),
        ends(
            "a map that is asked for",
            maps,
            "column \"m\" of @ is map<string,bigint>, which cannot be a feature; leave it out of data.features",
            PARQUET,
            "data.features=[m, a]"),
        ends(
            "arrays of several lengths",
            frame("if(id = 3, array(1), array(1, 2)) as v", "id as y"),
            "vector \"v\" of @ must have 2 values as in the first row of training, but has another number in 1 of 20 rows, first row 4; leave these rows out, or train with data.columns: {v: ignore}",
            PARQUET),
        ends(
            "an array without an element",
            frame("if(id = 3, array(1, null), array(1, 2)) as v", "id as y"),
            "vector \"v\" of @ has missing (null or NaN) or infinite values in 1 of 20 rows, first row 4; leave these rows out, or train with data.columns: {v: ignore}",
            PARQUET),
        ends(
            "a missing array",
            frame("if(id = 3, null, array(1, 2)) as v", "id as y"),
            "column \"v\" of @ is missing (null or NaN) in 1 of 20 rows, first row 4; data.missing may be skip",
            PARQUET),
        ends(
            "a field named as another column",
            frame("named_struct('b', id) as a", "id as `a.b`", "id as y"),
            "@ has two columns named \"a.b\", or two that differ only in capitals; rename one of them, or set spark.sql.caseSensitive=true for names that differ in capitals",
            PARQUET),
        ends(
            "json whose names differ in capitals",
            lines(csv("", i -> "{\"a\": 1, \"A\": 2, \"y\": 3}")),
            "@ has two columns named \"a\", or two that differ only in capitals; rename one of them, or set spark.sql.caseSensitive=true for names that differ in capitals",
            "data.format=json"));
  }
}
