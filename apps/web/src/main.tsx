import '@fontsource-variable/inter/index.css'
import '@fontsource/jetbrains-mono/latin-400.css'
import './ui/mantine-styles'
import './ui/base.css'
import { ApolloProvider } from '@apollo/client/react'
import { MantineProvider } from '@mantine/core'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { connect } from './apollo/client'
import { paths, signInFrom } from './lib/paths'
import { makeRouter } from './routes/router'
import { ToastsWhenNeeded } from './ui/ToastsWhenNeeded'
import { cssVariablesResolver, theme } from './ui/theme'

const router = makeRouter()

const connection = connect(() => {
  const { pathname, search } = router.state.location
  if (pathname === paths.signIn) return
  void connection.forget().then(() => router.navigate(signInFrom(pathname + search)))
})

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      <ToastsWhenNeeded />
      <ApolloProvider client={connection.client}>
        <RouterProvider router={router} />
      </ApolloProvider>
    </MantineProvider>
  </StrictMode>,
)
