# Serai with its whole chain: JSON parsed, admission, residency, kill switch, choice, circuit breaker, metering, call log.
URL=http://127.0.0.1:9120/v1/chat/completions
MODEL=gpt-4o-mini
HEADERS=("Authorization: Bearer sk-serai-demo-bench")
start() {
  SERAI_DEMO_KEY=sk-serai-demo-bench SERAI_ADMIN_KEY=sk-serai-admin-bench SERAI_DATA_DIR=$PWD/tmp \
    exec ../serai run --config conf/serai.yaml
}
