package io.plateau.cli;

import static io.plateau.cli.Ugly.PARQUET;
import static io.plateau.cli.Ugly.csv;
import static io.plateau.cli.Ugly.frame;
import static io.plateau.cli.Ugly.lines;
import static io.plateau.cli.Ugly.says;
import static io.plateau.cli.Ugly.text;
import static io.plateau.cli.Ugly.trains;

import io.plateau.cli.Ugly.Content;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tables with columns of every kind, which have treatments of their own. */
final class UglyColumns {
  private UglyColumns() {}

  static List<Ugly> all() {
    String many =
        IntStream.range(0, 13).mapToObj(i -> "c" + i).collect(Collectors.joining(",")) + ",y";
    Content grades =
        csv("a,grade,y", i -> i + "," + List.of("1", "2", "3", "9+").get(i % 4) + "," + i + ".5");
    return List.of(
        trains(
            "a date and a timestamp",
            csv("day,at,y", i -> "2024-01-%02d,2024-01-01 %02d:30:00,%d.5".formatted(i + 1, i, i))),
        trains(
            "dates before 1900",
            csv("day,at,y", i -> "18%02d-03-01,17%02d-03-01 12:00:00,%d.5".formatted(i, i, i))),
        trains(
            "a date that is missing",
            csv("day,y", i -> (i == 3 ? "" : "2024-01-%02d".formatted(i + 1)) + "," + i + ".5")),
        trains(
            "a text id",
            csv("id,a,y", i -> "id-" + i + "," + i + "," + i + ".5"),
            "data.split.validation=last 5"),
        trains(
            "100,000 distinct ids",
            text(
                "id,a,y\n"
                    + IntStream.range(0, 100_000)
                        .mapToObj(i -> "id-%d,%d,%d.5\n".formatted(i, i % 10, i % 7))
                        .collect(Collectors.joining())),
            "data.split.validation=0.1"),
        trains(
            "a city that training rows have not",
            text(
                "city,a,y\n"
                    + IntStream.range(0, 600)
                        .mapToObj(
                            i -> "city-%d,%d,%d.5\n".formatted(i < 500 ? i % 250 : i % 300, i, i))
                        .collect(Collectors.joining())),
            "data.split.validation=last 100"),
        trains("a grade of numbers and texts", grades),
        trains("a grade of numbers, said", grades, "data.columns={grade: category}"),
        trains(
            "numbers that are categories, said",
            csv("zip,a,y", i -> 1000 + i % 3 + "," + i + "," + i + ".5"),
            "data.columns={zip: category}"),
        trains("an empty column", csv("a,b,y", i -> i + ",," + i + ".5")),
        trains(
            "a column of nulls",
            lines(csv("", i -> "{\"a\": %d, \"b\": null, \"y\": %d.5}".formatted(i, i))),
            "data.format=json"),
        trains(
            "void in parquet",
            frame("id as a", "cast(null as string) as b", "id + 0.5 as y"),
            PARQUET),
        trains(
            "11 of 13 columns with missing values",
            csv(
                many,
                i ->
                    IntStream.range(0, 13)
                            .mapToObj(c -> c < 11 && (i + c) % 9 == 0 ? "" : "" + (i * c + i))
                            .collect(Collectors.joining(","))
                        + ","
                        + i
                        + ".5")),
        trains(
            "a text that is missing",
            csv("a,b,y", i -> i + "," + (i == 3 ? "" : "k" + i % 2) + "," + i + ".5")),
        says("a label of 0 and 1", csv("a,y", i -> i + "," + i % 2), "2 classes"),
        says(
            "a label of 0 and 1, said",
            csv("a,y", i -> i + "," + i % 2),
            "one number to predict",
            "task=regression"),
        says(
            "labels of 0 and 1",
            csv("a,y,z", i -> i + "," + i % 2 + "," + i % 3 % 2),
            "2 labels, yes or no",
            "data.label=[y, z]",
            "loss=sigmoidCrossEntropy"),
        says("a label of true and false", csv("a,y", i -> i + "," + (i % 2 == 0)), "2 classes"),
        trains("a constant text", csv("a,b,y", i -> i + ",same," + i + ".5")));
  }
}
