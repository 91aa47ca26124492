{{- define "serai.name" -}}
{{- default (printf "%s" .Release.Name) .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "serai.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "serai.labels" -}}
{{ include "serai.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "serai.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end -}}
{{- end -}}

{{- /* Whether there can be more than one pod. */ -}}
{{- define "serai.several" -}}
{{- if or (gt (int .Values.replicas) 1) .Values.autoscaling.enabled }}yes{{ end -}}
{{- end -}}

{{- /* The file of settings: that of the values, and what the chart itself knows. */ -}}
{{- define "serai.settings" -}}
{{- range $taken := list "drain" "host" "port" "data-dir" "tls" "grpc" }}
{{- if hasKey $.Values.settings $taken }}
{{- fail (printf "settings.%s is the chart's own: see values.yaml for drain, tls, grpc and service" $taken) }}
{{- end }}
{{- end }}
{{- $own := dict "drain" (dict "delay" (printf "%ds" (int .Values.drain.delay)) "timeout" (printf "%ds" (int .Values.drain.timeout))) }}
{{- if .Values.grpc.enabled }}
{{- if .Values.tls.secret }}
{{- $_ := set $own "grpc" (dict "tls" (include "serai.certificate" . | fromYaml)) }}
{{- end }}
{{- else }}
{{- $_ := set $own "grpc" nil }}
{{- end }}
{{- if .Values.tls.secret }}
{{- $_ := set $own "tls" (include "serai.certificate" . | fromYaml) }}
{{- end }}
{{- toYaml (dict "gateway" (mergeOverwrite (deepCopy .Values.settings) $own)) }}
{{- end -}}

{{- define "serai.certificate" -}}
certificate: /etc/serai/tls/tls.crt
key: /etc/serai/tls/tls.key
{{- end -}}

{{- /* Mistakes that no schema shows. */ -}}
{{- define "serai.check" -}}
{{- if and (eq .Values.profile "embedded") (include "serai.several" .) }}
{{- fail "profile embedded keeps its stores in files of one pod: use replicas: 1 without autoscaling, or profile: aws" }}
{{- end }}
{{- if and .Values.persistence.enabled (include "serai.several" .) }}
{{- fail "persistence is for one pod; several pods share the stores of profile aws" }}
{{- end }}
{{- if le (int .Values.drain.delay) (mul .Values.probes.period .Values.probes.failures | int) }}
{{- fail "drain.delay must be longer than probes.period times probes.failures, or calls go to a pod that has left" }}
{{- end }}
{{- range $name, $value := .Values.environment }}
{{- if hasKey $.Values.secrets $name }}
{{- fail (printf "%s stands in environment and in secrets" $name) }}
{{- end }}
{{- end }}
{{- end -}}
