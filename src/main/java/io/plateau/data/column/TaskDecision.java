package io.plateau.data.column;

import io.plateau.data.source.Table;
import io.plateau.job.Job;
import io.plateau.scan.FirstPass;
import io.plateau.table.ValueType;
import io.plateau.table.fit.ColumnStatistics;
import io.plateau.train.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decision on the task of a job: what the job says, else what the types or the values of its labels
 * suggest.
 */
public final class TaskDecision {
  private final JobColumns columns;
  private final boolean said;
  private final Optional<Task> known;
  private final List<String> notes = new ArrayList<>();

  /**
   * What can be decided before values are counted.
   *
   * @param loss {@code auto} or the name of a loss
   * @param table whose columns these are
   * @throws DataException where the job says a task that such labels cannot have
   */
  public TaskDecision(Job.Data data, String loss, Table table, JobColumns columns) {
    this.columns = columns;
    Job.TaskWord task = data.treatment().task();
    this.said = task != Job.TaskWord.AUTO || !loss.equals("auto");
    List<ValueType> types = columns.labels().stream().map(columns.types()::get).toList();
    this.known = Task.known(task, loss, columns.labels(), types, data.format().equals("idx"));
    if (known.equals(Optional.of(Task.REGRESSION))) {
      Task.requireNumbers(table, columns, loss);
    }
  }

  /** The task; empty where the values of the label decide. */
  public Optional<Task> known() {
    return known;
  }

  /** The known task, or that which the values of the label suggest; noted where it is not said. */
  public Task of(Table table, ScanPlan plan, FirstPass found) {
    String name = columns.labels().get(0);
    ValueType type = columns.types().get(name);
    boolean several = columns.labels().size() > 1;
    if (several && !said) {
      notes.add(known.orElseThrow().noteOfSeveral());
    }
    if (known.isPresent() && (said || several || type.isNumber())) {
      return known.get();
    }
    ColumnStatistics label = ColumnStatistics.empty(plan.slots().get(plan.label(0)).form());
    label.add(found.statistics().get(plan.label(0)));
    found.heldOut().ifPresent(label::add);
    TaskChoice choice = TaskChoice.of(type, label);
    choice.requireClear(table, name, label);
    notes.add(choice.line(name));
    return choice.task();
  }

  /** Lines about what was not said. */
  public List<String> notes() {
    return notes;
  }

  /**
   * Advice on a class that only other rows have, a clause; empty where the job said that labels are
   * classes, or they are no numbers.
   */
  public String advice() {
    boolean guessed = !said && columns.types().get(columns.labels().get(0)).isNumber();
    return guessed ? "; if it is a quantity and no class, set task: regression" : "";
  }
}
