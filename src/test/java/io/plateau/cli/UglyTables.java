package io.plateau.cli;

import static io.plateau.cli.Ugly.PARQUET;
import static io.plateau.cli.Ugly.csv;
import static io.plateau.cli.Ugly.ends;
import static io.plateau.cli.Ugly.evaluates;
import static io.plateau.cli.Ugly.frame;
import static io.plateau.cli.Ugly.gzipped;
import static io.plateau.cli.Ugly.reads;
import static io.plateau.cli.Ugly.text;
import static io.plateau.cli.Ugly.trains;
import static io.plateau.cli.UglyFiles.COMMAS;

import io.plateau.cli.Ugly.Content;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tables with odd names, values and shapes. */
final class UglyTables {
  private UglyTables() {}

  static List<Ugly> names() {
    return List.of(
        trains("plain numbers", csv("a,b,y", i -> i + "," + i * i + "," + 2 * i)),
        reads(
            "plain classes",
            csv("a,b,y", i -> i + "," + i % 7 + "," + (i % 2 == 0 ? "no" : "yes"))),
        trains("a backtick in a name", csv("a`b,y", i -> i + "," + i)),
        trains(
            "a text named with a backtick", csv("`c`,a,y", i -> "k" + i % 3 + "," + i + "," + i)),
        reads("a dot in a name", csv("a.b,c.d.e,y", i -> i + ",k" + i % 2 + "," + i)),
        reads("blanks in names", csv("unit price,city name,y", i -> i + ",k" + i % 2 + "," + i)),
        reads("quotes in names", csv("\"a \"\"b\"\"\",it's,y", i -> i + ",k" + i % 2 + "," + i)),
        trains("emoji names", csv("🐟,größe,y", i -> i + ",k" + i % 2 + "," + i)),
        trains(
            "missing numbers under odd names",
            csv("`a.b` 🐟,c`,y", i -> (i == 3 ? "" : i) + "," + i + "," + i),
            "data.missing=median"),
        evaluates(
            "an odd label, weight and split",
            csv("a,y.`y` 🐟,w.w,s s", i -> i + "," + i + ".5,1," + (i < 4)),
            "data.label=[\"y.`y` 🐟\"]",
            "data.weight=w.w",
            "data.split.test={column: s s}"),
        evaluates(
            "an odd label of classes",
            csv("a,y.`y` 🐟", i -> i + ",k" + i % 2),
            "data.label=[\"y.`y` 🐟\"]",
            "data.split.test=0.3"),
        evaluates(
            "an odd label of classes in parquet",
            frame("id as a", "concat('k', id % 2) as `y.``y`` 🐟`", "1 as `w.w`"),
            PARQUET,
            "data.label=[\"y.`y` 🐟\"]",
            "data.weight=w.w"),
        evaluates(
            "an odd label of true and false in parquet",
            frame("id as a", "id % 2 = 0 as `y.cls`"),
            PARQUET,
            "data.label=y.cls"),
        ends(
            "a feature with the name of predictions",
            csv("a,prediction,y", i -> i + "," + i + "," + i + ".5"),
            "column \"prediction\" cannot be a feature, since predictions have a column of this name; rename it in the data, or set data.columns: {prediction: ignore}"),
        ends(
            "a feature with the name of probabilities",
            csv("a,Probability,y", i -> i + "," + i + ",k" + i % 2),
            "column \"Probability\" cannot be a feature, since predictions have a column of this name; rename it in the data, or set data.columns: {Probability: ignore}"),
        ends(
            "a label with the name of predictions",
            csv("a,Prediction", i -> i + "," + i + ".5"),
            "column \"Prediction\" cannot be a label, since predictions have a column of this name; rename it in the data",
            "data.label=Prediction"),
        ends(
            "a weight with the name of probabilities",
            csv("a,probability,y", i -> i + ",1.5,k" + i % 2),
            "column \"probability\" cannot be the weight, since predictions have a column of this name; rename it in the data",
            "data.weight=probability"),
        ends(
            "a feature with the name of spreads",
            csv("predictionSpread,y", i -> i + "," + i + ".5"),
            "column \"predictionSpread\" cannot be a feature, since predictions have a column of this name; rename it in the data, or set data.columns: {predictionSpread: ignore}",
            "network.members=2"),
        reads("a feature named spread", csv("predictionSpread,y", i -> i + "," + i + ".5")),
        reads("equal names", csv("a,a,y", i -> i + "," + i + "," + i)),
        reads("names that differ in capitals", csv("a,A,y", i -> i + "," + i + "," + i)),
        ends(
            "a label twice",
            csv("a,y,y", i -> i + "," + i + "," + i),
            "column \"y\" (data.label) is not in @; it has a, y1, y2; its header may have that name 2 times, and Spark appends its place to each, as in y1 and y2: use one of these names, or rename the columns of the file"),
        ends(
            "a label with a typing error",
            csv("price,size", i -> i + "," + i),
            "column \"pirce\" (data.label) is not in @; it has price, size; did you mean \"price\"?",
            "data.label=pirce"),
        ends(
            "a label in capitals",
            csv("price,size", i -> i + "," + i),
            "column \"Price\" (data.label) is not in @; it has price, size; did you mean \"price\"?",
            "data.label=Price"));
  }

  /** Forty labels, one of them a word. */
  private static Content prices(String word) {
    return text(
        IntStream.range(0, 40)
            .mapToObj(i -> i + "," + (i == 7 ? word : i + ".25") + "\n")
            .collect(Collectors.joining("", "a,y\n", "")));
  }

  static List<Ugly> values() {
    String long_ = "x".repeat(200_000);
    return List.of(
        trains("booleans", csv("a,b,y", i -> i + "," + (i % 2 == 0) + "," + (i % 3 == 0))),
        reads("very long texts", csv("a,t,y", i -> i + "," + long_ + i % 2 + "," + i)),
        reads("a constant column", csv("a,b,y", i -> i + ",5," + i)),
        reads("blanks around values", csv("a, b ,y", i -> " " + i + " , k" + i % 2 + " ," + i)),
        trains(
            "the largest double for a missing number",
            csv("a,y", i -> (i % 7 == 2 ? "1.7976931348623157E308" : i) + "," + i + ".5")),
        trains(
            "many numbers, some beyond the largest float",
            text(
                "a,y\n"
                    + IntStream.range(0, 1500)
                        .mapToObj(i -> (i % 50 == 7 ? "1e39" : i) + "," + i + ".5\n")
                        .collect(Collectors.joining()))),
        ends(
            "infinity",
            csv("a,y", i -> (i == 2 ? "-Inf" : i + ".5") + "," + i),
            "column \"a\" of @ is infinite in 1 of 20 rows, first row 3; leave these rows out, or train with data.columns: {a: ignore}"),
        ends(
            "a label with a missing value",
            csv("a,y", i -> i + "," + (i == 5 ? "" : i)),
            "label \"y\" of @ is missing or not finite in 1 of 20 rows, first row 6; leave these rows out of the data: data.label must have a value in every row"),
        ends(
            "a class that is missing",
            csv("a,y", i -> i + "," + (i == 5 ? "" : "k" + i % 2)),
            "label \"y\" of @ is missing in 1 of 20 rows, first row 6; leave these rows out of the data: data.label must have a value in every row"),
        ends(
            "negative weights",
            csv("a,w,y", i -> i + "," + (i - 1) + "," + i),
            "weight \"w\" of @ must be at least 0 and finite, but is not in 1 of 20 rows, first row 1; data.weight may be null",
            "data.weight=w"),
        ends(
            "a weight that is text",
            csv("a,w,y", i -> i + ",heavy," + i),
            "column \"w\" (data.weight) must be a number, but in @ it is text; 20 of 20 values are no numbers, such as \"heavy\"",
            "data.weight=w"),
        ends(
            "a weight with two words",
            csv("a,w,y", i -> i + "," + (i == 3 ? "none" : i == 4 ? "light" : i) + "," + i),
            "column \"w\" (data.weight) must be a number, but in @ it is text; 2 of 20 values are no numbers, such as \"light\": correct them, or leave their rows out",
            "data.weight=w"),
        ends(
            "a label of numbers and a word",
            prices("unknown"),
            "label \"y\" of @ is text; 1 of 40 values are no numbers, such as \"unknown\": correct them, or leave their rows out; where each value is a class, set task: classification"),
        ends(
            "a number to be, and a word",
            prices("unknown"),
            "task regression needs a number as label, but column \"y\" is text; for classes set task: classification; 1 of 40 values are no numbers, such as \"unknown\": correct them, or leave their rows out",
            "task=regression"),
        ends(
            "a number to be, with signs",
            csv("a,y", i -> i + "," + (10 + i) + "%"),
            "task regression needs a number as label, but column \"y\" is text; for classes set task: classification; 20 of 20 values are no numbers, such as \"10%\": write them as 1234.5",
            "task=regression"),
        ends(
            "a number to be, with decimal commas",
            csv("a;y", i -> i + ";" + i + ",5"),
            "task regression needs a number as label, but column \"y\" is text; for classes set task: classification; it has "
                + COMMAS,
            "data.options={sep: ;}",
            "task=regression"),
        ends(
            "a number to be, all of it written as text",
            frame("id as a", "cast(id + 0.5 as string) as y"),
            "task regression needs a number as label, but column \"y\" is text; for classes set task: classification; all of its values are numbers: cast the column to double",
            PARQUET,
            "task=regression"),
        ends(
            "a number to be, declared as text",
            csv("a,y", i -> i + "," + i + ".5"),
            "task regression needs a number as label, but column \"y\" is text; for classes set task: classification; all of its values are numbers: declare it DOUBLE in data.options.schema",
            "data.options={schema: 'a DOUBLE, y STRING'}",
            "task=regression"),
        reads("classes of numbers and a word", prices("unknown"), "task=classification"),
        reads(
            "numbers and a word that is missing", prices("?"), "data.features=[y]", "data.label=a"),
        ends(
            "counts below 0",
            csv("a,y", i -> i + "," + (i - 2)),
            "label \"y\" of @ must be at least 0, but is not in 2 of 20 rows, first row 1; loss poisson is for counts, another loss takes other numbers",
            "loss=poisson"),
        ends(
            "three classes for one output",
            csv("a,y", i -> i + ",k" + i % 3),
            "loss sigmoidCrossEntropy takes a label of two classes, but there are 3; use softmaxCrossEntropy or auto",
            "loss=sigmoidCrossEntropy"),
        ends(
            "a regression watched by a measure of classes",
            csv("a,y", i -> i + "," + i + ".5"),
            "monitor must be auto, trainLoss, validationLoss or one of [rmse, mae, r2, mape], got \"auc\"",
            "stopping.monitor=auc"),
        ends(
            "a regression that is calibrated",
            csv("a,y", i -> i + "," + i + ".5"),
            "calibration \"temperature\" applies to probabilities of classes or labels, which a regression does not predict; it must be none",
            "calibration=temperature"),
        ends(
            "a regression of smoothed classes",
            csv("a,y", i -> i + "," + i + ".5"),
            "loss.smoothing applies to classes or labels, which a regression does not predict; it must be 0 or left out",
            "loss.smoothing=0.1"),
        ends(
            "classes within a range of numbers",
            csv("a,y", i -> i + ",k" + i % 3),
            "network.clampOutput needs a loss of real numbers, one of squared, absolute, huber, quantile; got softmaxCrossEntropy",
            "network.clampOutput=true"),
        ends(
            "one class",
            csv("a,y", i -> i + ",no"),
            "label \"y\" of the training rows of @ has the same value in each: there is nothing to learn; choose another data.label or other rows"));
  }

  static List<Ugly> shapes() {
    String wide = IntStream.range(0, 2000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    return List.of(
        ends(
            "one row",
            text("a,y\n1,2\n"),
            "no column is left to learn from: \"a\" (one value in all training rows); choose rows in which they differ, or give a text column a kind in data.columns"),
        trains(
            "2,000 columns",
            csv(
                wide + ",y",
                i ->
                    IntStream.range(0, 2000)
                            .mapToObj(c -> "" + i * c % 17)
                            .collect(Collectors.joining(","))
                        + ","
                        + i)),
        reads("no line break at the end", text("a,y\n1,2\n2,3\n3,5")),
        reads("line breaks of Windows", text("a,y\r\n1,2\r\n2,3\r\n3,5\r\n")),
        reads("gzipped", gzipped("a,y\n1,2\n2,3\n3,5\n")),
        ends("an empty file", text(""), "there is nothing in @ (data.path)"),
        ends("a header alone", text("a,y\n"), "there are no rows in @ (data.path)"),
        ends(
            "the label alone",
            csv("y", i -> "" + i),
            "@ has no column left to be a feature beside data.label, data.weight and data.split; it has y"),
        ends(
            "a field too few",
            csv("a,b,y", i -> i == 4 ? "1,2" : "1,2," + i),
            "row 5 of @ does not fit the 3 columns of csv: a number is malformed, or a field is missing or too many; data.options.mode: DROPMALFORMED leaves such records out"),
        trains(
            "a field too few, dropped",
            csv("a,b,y", i -> i == 4 ? "1,2" : i % 7 + ",2," + i),
            "data.options={mode: DROPMALFORMED}"));
  }
}
