package io.plateau.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.data.column.Task;
import io.plateau.data.column.TaskChoice;
import io.plateau.job.Job;
import io.plateau.table.ValueType;
import io.plateau.table.fit.NumberStatistics;
import io.plateau.table.fit.TextStatistics;
import io.plateau.train.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TaskChoiceTest {
  @TempDir Path folder;

  @AfterEach
  void close() {
    Jobs.close();
  }

  static Stream<Arguments> labels() {
    return Stream.of(
        Arguments.of(numbers(0, 1, 1), true, "it has 2 different whole numbers"),
        Arguments.of(numbers(5, 9), true, "it has 2 different whole numbers"),
        Arguments.of(numbers(0, 1, 2, 2, 1, 0, 1, 1, 2), true, "it has the whole numbers 0 to 2"),
        Arguments.of(numbers(0, 1, 2), false, "it has 3 different whole numbers"),
        Arguments.of(numbers(1, 3, 2, 1, 1, 1, 1, 1, 1), true, "it has the whole numbers 1 to 3"),
        Arguments.of(numbers(2, 3, 4), false, "it has 3 different whole numbers"),
        Arguments.of(numbers(0, 1, 3), false, "it has 3 different whole numbers with gaps"),
        Arguments.of(numbers(0, 0.5), false, "it has numbers with fractions"),
        Arguments.of(numbers(5, 5.0001), false, "it has numbers with fractions"),
        Arguments.of(
            numbers(IntStream.rangeClosed(0, NumberStatistics.LIMIT).asDoubleStream().toArray()),
            false,
            "it has many different numbers"),
        Arguments.of(
            numbers(IntStream.range(0, 21).asDoubleStream().toArray()),
            false,
            "it has 21 different whole numbers"));
  }

  @ParameterizedTest
  @MethodSource("labels")
  void labelsSuggestTheTask(NumberStatistics label, boolean classes, String why) {
    TaskChoice choice = TaskChoice.of(ValueType.REAL, label);
    assertThat(choice.task()).isEqualTo(classes ? Task.CLASSIFICATION : Task.REGRESSION);
    assertThat(choice.why()).isEqualTo(why);
  }

  @Test
  void linesSayHowToChooseOtherwise() {
    assertThat(TaskChoice.of(ValueType.INTEGER, numbers(0, 1)).line("y"))
        .isEqualTo(
            "task classification, because of label \"y\": it has 2 different whole numbers; to say otherwise, set task: regression");
    assertThat(TaskChoice.of(ValueType.REAL, numbers(-1, 0.5)).line("y"))
        .isEqualTo(
            "task regression, because of label \"y\": it has numbers with fractions; to say otherwise, set task: classification");
    assertThat(TaskChoice.of(ValueType.INTEGER, numbers(2, 3, 4)).line("y"))
        .endsWith("set task: classification; for counts, loss: poisson may fit better");
    assertThat(TaskChoice.of(ValueType.BOOLEAN, texts("true", "false")).line("y"))
        .isEqualTo(
            "task classification, because of label \"y\": its type is boolean; to say otherwise, set task: regression");
    assertThat(TaskChoice.of(ValueType.TEXT, texts("1", "2.5", "none", "none")).line("y"))
        .isEqualTo(
            "task classification, because of label \"y\": its type is text, with 3 different values; 2 of 4 values are no numbers; for a regression it must have only numbers");
    String[] prices =
        IntStream.range(0, 60).mapToObj(i -> "€ %d.50".formatted(i)).toArray(String[]::new);
    assertThat(TaskChoice.of(ValueType.TEXT, texts(prices)).line("y"))
        .isEqualTo(
            "task classification, because of label \"y\": its type is text, with 60 different values; all strings are numbers with \"€\"; write them as 1234.5 for a regression");
  }

  @Test
  void jobsNoteWhatATextLabelDecidesUnlessTheTaskIsSaid() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,y", "1,no", "2,yes", "3,yes");
    assertThat(notes(Jobs.read(Jobs.csv(path, "y"))))
        .containsOnlyOnce(
            "task classification, because of label \"y\": its type is text, with 2 different values; for a regression it must have only numbers");
  }

  @Test
  void severalLabelsAreYesOrNoWhereAllAreBooleans() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,y,z,n", "1,true,false,0", "2,false,true,1");
    JobData booleans = Jobs.read(Jobs.features(Jobs.csv(path, "y", "z"), "a"));
    assertThat(booleans.parts().rows().task()).isEqualTo(Task.MULTI_LABEL);
    assertThat(notes(booleans))
        .containsOnlyOnce(
            "task classification, yes or no for each label, because all are booleans; to say otherwise, set task: regression");
    JobData others = Jobs.read(Jobs.features(Jobs.csv(path, "y", "n"), "a"));
    assertThat(others.parts().rows().task()).isEqualTo(Task.REGRESSION);
    assertThat(notes(others))
        .containsOnlyOnce(
            "task regression, because not all labels are booleans; for yes or no of each, set loss: sigmoidCrossEntropy");
    Job.Treatment regression =
        new Job.Treatment(
            Job.TaskWord.REGRESSION, Map.of(), booleans.resolved().treatment().rules());
    JobData said = Jobs.read(Jobs.with(Jobs.features(Jobs.csv(path, "y", "z"), "a"), regression));
    assertThat(said.parts().rows().task()).isEqualTo(Task.REGRESSION);
    assertThat(notes(said)).noneMatch(line -> line.startsWith("task"));
  }

  /** The words of the note on labels that are all booleans, said in a job. */
  @Test
  void severalBooleansAreAClassificationToldAsSuch() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,y,z,n", "1,true,false,0", "2,false,true,1");
    Job.Data auto = Jobs.features(Jobs.csv(path, "y", "z"), "a");
    Job.Treatment classes =
        new Job.Treatment(Job.TaskWord.CLASSIFICATION, Map.of(), auto.treatment().rules());
    JobData said = Jobs.read(Jobs.with(auto, classes));
    assertThat(said.parts().rows().task()).isEqualTo(Task.MULTI_LABEL);
    assertThat(notes(said)).noneMatch(line -> line.startsWith("task"));
    Job.Data numbers = Jobs.with(Jobs.features(Jobs.csv(path, "y", "n"), "a"), classes);
    assertThatThrownBy(() -> Jobs.read(numbers))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "task classification needs one label that names the class, or several of booleans, but data.label lists 2 columns, not all of which are booleans; for yes or no of each, set loss: sigmoidCrossEntropy");
  }

  @Test
  void labelThatIdentifiesRowsIsWarnedOf() throws IOException {
    String[] rows = IntStream.range(0, 60).mapToObj(i -> i + ",user" + i).toArray(String[]::new);
    Path path =
        Jobs.file(
            folder,
            "x.csv",
            Stream.concat(Stream.of("a,y"), Stream.of(rows)).toArray(String[]::new));
    assertThat(notes(Jobs.read(Jobs.csv(path, "y"))))
        .containsOnlyOnce(
            "task classification, because of label \"y\": its type is text, with 60 different values; nearly all values differ, as those of an identifier or a free text do, and each is a class: choose another data.label, or only numbers for a regression");
  }

  private static List<String> notes(JobData data) {
    return data.notes(Jobs.spec("auto", false).network().columns());
  }

  private static TextStatistics texts(String... values) {
    TextStatistics statistics = new TextStatistics();
    for (String value : values) {
      statistics.add(value, 1);
    }
    return statistics;
  }

  private static NumberStatistics numbers(double... values) {
    NumberStatistics statistics = new NumberStatistics();
    for (double value : values) {
      statistics.add(value, 1);
    }
    return statistics;
  }
}
