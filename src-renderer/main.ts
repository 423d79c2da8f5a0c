import { createPinia } from 'pinia';
import { createApp } from 'vue';
import 'element-plus/dist/index.css';
import 'element-plus/theme-chalk/dark/css-vars.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/writing-dialogs.css';
import './styles/tables.css';
import './styles/lists.css';
import './styles/element.css';
import App from './App.vue';
import { chooseLanguage, i18n, initialLanguage } from './i18n';
import { router } from './router';
import { useMessageStore } from './stores/message-store';

const app = createApp(App);
app.use(createPinia());
app.use(i18n);

const messages = useMessageStore();
app.config.errorHandler = (error) => messages.report(error);
window.addEventListener('unhandledrejection', (event) => messages.report(event.reason));

chooseLanguage(initialLanguage());
app.use(router);
app.mount('#app');
