/**
 * Pictures from a finished run's files: one self-contained HTML page drawn by Apache ECharts, which
 * loads nothing from elsewhere. Reads and writes through Hadoop file systems; no Spark SQL, no
 * spark.ml. Depends on {@code nn.loss} for losses and the direction of metrics, on {@code store}
 * for JSON, and on {@code files}.
 *
 * <pre>{@code
 * RunReport.write(new Path("runs/letters"), configuration); // runs/letters/report.html
 * }</pre>
 */
package io.plateau.report;
