package io.plateau.frame;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.optimizer.ConvertToLocalRelation$;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SQLExecutionRDD;
import org.apache.spark.sql.internal.SQLConf;

/** Rows of a dataset in Spark's internal form, without an object made of every cell. */
public final class InternalRows {
  private InternalRows() {}

  /**
   * The rows; each is good until the next of its partition is asked for. Tasks compute their
   * columns, of rows that the driver has, too: Spark's optimizer would do so on the driver, in a
   * time that grows with the square of the number of columns.
   */
  public static JavaRDD<InternalRow> of(Dataset<?> dataset) {
    QueryExecution query = ((org.apache.spark.sql.classic.Dataset<?>) dataset).queryExecution();
    SQLConf conf = query.sparkSession().sessionState().conf().clone();
    String rule = ConvertToLocalRelation$.MODULE$.ruleName();
    String key = SQLConf.OPTIMIZER_EXCLUDED_RULES().key();
    String excluded = conf.getConfString(key, "");
    conf.setConfString(key, excluded.isEmpty() ? rule : excluded + "," + rule);
    return SQLConf.withExistingConf(conf, () -> of(query)).toJavaRDD();
  }

  /**
   * Views of rows, where Spark would copy each cell in a projection that it compiles by itself, as
   * that of many columns.
   */
  private static RDD<InternalRow> of(QueryExecution query) {
    if (!(query.executedPlan() instanceof ProjectExec project)
        || !project.subqueries().isEmpty()
        || !project.projectList().forall(column -> ((Expression) column).deterministic())) {
      return query.toRdd();
    }
    RDD<InternalRow> rows =
        RowView.views(project.child().execute(), project.projectList(), project.child().output());
    // Its tasks have the settings of the session, which functions of times read.
    return new SQLExecutionRDD(rows, query.sparkSession().sessionState().conf());
  }
}
